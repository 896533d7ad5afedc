import { expect, it } from "vitest";
import { InstanceRecorder } from "@/server/runtime/metrics/instance-recorder";

const embedded = (connections: number, subscriptions: number) => ({
  "mqtt-1": { connections, subscriptions, publishesReceived: 0 },
  "mqtt-2": { connections: null, subscriptions: null, publishesReceived: null },
});

it("gives the most of each minute once the minute is over, and nothing of a broker that does not tell", () => {
  const recorder = new InstanceRecorder();
  expect(recorder.note(embedded(3, 1), 60_000)).toEqual([]);
  expect(recorder.note(embedded(5, 0), 90_000)).toEqual([]);
  expect(recorder.note(embedded(1, 1), 120_000)).toEqual([
    { instanceId: "mqtt-1", minuteMs: 60_000, connectionsMax: 5, subscriptionsMax: 1 },
  ]);
  expect(recorder.note(embedded(2, 2), 200_000)).toEqual([
    { instanceId: "mqtt-1", minuteMs: 120_000, connectionsMax: 1, subscriptionsMax: 1 },
  ]);
});
