export interface MappedProperty {
  name: string;
  value: string;
  /** Known only when a message comes: the value is an example. */
  isExample: boolean;
}

export type SampleTopicProblem = "empty" | "wildcard" | "otherParent" | "tooLong";

const topicBytesMax = 65_535;

export function checkSampleTopic(sample: string, parentTopic: string): SampleTopicProblem | undefined {
  if (sample === "") {
    return "empty";
  }
  if (/[+#\0]/.test(sample)) {
    return "wildcard";
  }
  if (new TextEncoder().encode(sample).length > topicBytesMax) {
    return "tooLong";
  }
  const [first] = sample.split("/", 1);
  return first === parentTopic ? undefined : "otherParent";
}

/** The RocketMQ message properties that a publish to `sample` gets: the same as the runtime writes, in its order. */
export function mappingPreviewRows(sample: string): MappedProperty[] {
  const slash = sample.indexOf("/");
  return [
    { name: "topic", value: sample, isExample: false },
    ...(slash < 0 ? [] : [{ name: "mqttSecondTopic", value: sample.slice(slash), isExample: false }]),
    { name: "qoslevel", value: "1", isExample: true },
    { name: "clientId", value: "GID_devices@@@sensor-1", isExample: true },
    { name: "cleansessionflag", value: "true", isExample: true },
  ];
}
