/** A message to try the mapping with: typed, or picked from what was seen. */
export interface Sample {
  topic: string;
  payload: string;
  encoding: "utf8" | "base64";
  qos: 0 | 1 | 2;
  clientId: string;
}

export function firstSample(parentTopic: string): Sample {
  return {
    topic: `${parentTopic}/line-1/temperature`,
    payload: '{"celsius": 21.5}',
    encoding: "utf8",
    qos: 1,
    clientId: "GID_devices@@@sensor-1",
  };
}
