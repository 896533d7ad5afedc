import { describe, expect, it } from "vitest";
import type { ConnectorState } from "@/server/runtime/flow/contracts";
import { listWarnings } from "@/server/runtime/rule-warnings";

const healthy: ConnectorState[] = [
  { status: "connected", detail: "embedded broker" },
  { status: "connected", detail: "MQTT 5, QoS 2 granted" },
];

describe("the warnings of a rule", () => {
  it("are none for a healthy rule, however it is connected", () => {
    expect(
      listWarnings({
        sessionLostSinceMs: undefined,
        deliveryWarnings: new Map(),
        connectors: healthy,
        leftSessions: [],
      }),
    ).toEqual([]);
  });

  it("name a lost session with the time, each lagging confirmation with its count, each connector's remark, and each session left at a broker", () => {
    const warnings = listWarnings({
      sessionLostSinceMs: Date.UTC(2026, 10, 1),
      deliveryWarnings: new Map([["FLUSH_SLAVE_TIMEOUT", 3]]),
      connectors: [...healthy, { status: "connected", warning: "RocketMQ takes no batches." }],
      leftSessions: ["mqtt://old:1883"],
    });
    expect(warnings).toEqual([
      expect.stringContaining("2026-11-01T00:00:00.000Z"),
      "FLUSH_SLAVE_TIMEOUT: 3",
      "RocketMQ takes no batches.",
      expect.stringContaining("mqtt://old:1883"),
    ]);
  });

  it("drop a connector's remark while it is not connected: its state says more", () => {
    const connectors: ConnectorState[] = [{ status: "connecting" }, { status: "closed" }];
    expect(
      listWarnings({ sessionLostSinceMs: undefined, deliveryWarnings: new Map(), connectors, leftSessions: [] }),
    ).toEqual([]);
  });
});
