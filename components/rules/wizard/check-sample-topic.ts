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
