import { expect, it } from "vitest";
import { renderPrometheus } from "@/server/metrics/prometheus";
import { listInstances } from "@/server/services/instances/list";
import { listRocketmqInstances } from "@/server/services/rocketmq-instances/list";
import { seedEmbedded } from "@/server/services/seed/seed-embedded";
import { createTestContext, ruleSnapshot, snapshot } from "./test-context";

const query = { page: 1, pageSize: 20, sort: "createdAt" } as const;
const embedded = {
  mqtt: { host: "0.0.0.0", port: 1883, wsPort: 8083 },
  rocketmq: { version: "4.9.7", namesrvPort: 9876 },
};

it("seeds the embedded instances once; their endpoints follow the settings and their IDs stay", () => {
  const context = createTestContext(embedded);
  seedEmbedded(context);
  const [first] = listInstances(context, query).items;
  seedEmbedded({ ...context, config: { ...context.config, mqtt: { ...embedded.mqtt, port: 1999 } } });
  const instances = listInstances(context, query).items;
  expect(instances).toHaveLength(1);
  expect(instances[0]).toMatchObject({
    instanceId: first?.instanceId,
    broker: "embedded",
    kernelVersion: "V3.3.0",
    regionId: "cn-hangzhou",
    endpoints: [{ url: "mqtt://127.0.0.1:1999" }, { url: "ws://127.0.0.1:8083" }],
  });
  expect(listRocketmqInstances(context, query).items).toMatchObject([
    { series: "4.0", endpoint: { nameServers: ["127.0.0.1:9876"] }, detectedVersion: "V4_9_7" },
  ]);
});

it("seeds an instance of each series where both are embedded, by the protocol that keeps order", () => {
  const context = createTestContext({ ...embedded, rocketmq5: { version: "5.5.0", namesrvPort: 9877 } });
  seedEmbedded(context);
  expect(listRocketmqInstances(context, query).items).toMatchObject([
    { series: "4.0", endpoint: { protocol: "remoting", nameServers: ["127.0.0.1:9876"] } },
    { series: "5.0", endpoint: { protocol: "remoting", nameServers: ["127.0.0.1:9877"] }, detectedVersion: "V5_5_0" },
  ]);
});

it("seeds nothing where nothing is embedded", () => {
  const context = createTestContext();
  seedEmbedded(context);
  expect(listInstances(context, query).total + listRocketmqInstances(context, query).total).toBe(0);
});

it("tells Prometheus of rules by ID alone", async () => {
  const context = createTestContext();
  context.runtimeDouble.emit(snapshot({ "report-1": ruleSnapshot("mqtt-a", { backlog: 3 }) }));
  const { text } = await renderPrometheus(context, { rssBytes: 4_096, eventLoopDelayP99Ms: 1.5 });
  expect(text).toContain('sluice_rule_backlog{instance_id="mqtt-a",rule_id="report-1"} 3');
  expect(text).toContain('sluice_rule_state{instance_id="mqtt-a",rule_id="report-1",state="running"} 1');
  expect(text).toContain("sluice_console_resident_memory_bytes 4096");
  expect(text).toContain("sluice_console_event_loop_delay_p99_milliseconds 1.5");
});
