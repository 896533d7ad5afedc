import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { anyTime, apiTest, expect } from "../fixtures/api-test";
import { EventStream } from "../fixtures/event-stream";
import { seedRule } from "../fixtures/seed";

interface RuleCounts {
  delivered: number;
}

const streamOf = (baseUrl: string, instanceId: string) => `${baseUrl}/api/v1/stream?instances=${instanceId}`;

apiTest(
  "metrics come each second with totals of rules and instances, and a status when it changes",
  async ({ product, unique }) => {
    const { instanceId, ruleId, topic } = await seedRule(product, unique("live"));
    const stream = await EventStream.open(streamOf(product.baseUrl, instanceId));
    try {
      expect(stream.contentType).toContain("text/event-stream");
      await stream.waitFor(() => stream.of("metrics").length >= 2, "metrics");
      const startedAtMs = Date.now();
      const before = stream.of("metrics").length;
      await stream.waitFor(() => stream.of("metrics").length >= before + 4, "four more");
      const perEventMs = (Date.now() - startedAtMs) / 4;
      expect(perEventMs).toBeGreaterThan(500);
      expect(perEventMs).toBeLessThan(4_000);
      await mosquittoPub({ port: product.ports.mqtt, topic: `${topic}/a`, qos: 1 }, Buffer.from("x"));
      const latest = () =>
        (stream.of("metrics").at(-1)?.data["rules"] as Record<string, RuleCounts> | undefined)?.[ruleId];
      await stream.waitFor(() => latest()?.delivered === 1, "the message is counted");
      expect(latest()).toMatchObject({ received: 1, delivered: 1, backlog: 0, state: "running" });
      expect(latest()).toHaveProperty("p99Ms");
      expect(stream.of("metrics").at(-1)?.data).toMatchObject({
        t: anyTime,
        instances: { [instanceId]: { received: expect.any(Number), delivered: expect.any(Number) } },
      });
      await product.api.setRuleStatus(ruleId, "disable");
      const stopped = () => stream.of("status").findLast(({ data }) => data["ruleId"] === ruleId);
      await stream.waitFor(() => stopped()?.data["state"] === "stopped", "the status", 15_000);
      expect(stopped()?.data).toMatchObject({ t: anyTime, ruleId, instanceId, state: "stopped", stateSince: anyTime });
    } finally {
      stream.close();
    }
  },
);

apiTest(
  "who comes back with the last event's ID gets all that was missed, once and in order",
  async ({ product, unique }) => {
    const { instanceId, ruleId } = await seedRule(product, unique("resume"));
    const url = streamOf(product.baseUrl, instanceId);
    const watcher = await EventStream.open(url);
    const first = await EventStream.open(url);
    await first.waitFor(() => first.of("metrics").length >= 2, "the first events");
    first.close();
    const lastId = first.events.at(-1)?.id ?? "";
    await product.api.setRuleStatus(ruleId, "disable");
    const isStopped = ({ data }: { data: Record<string, unknown> }) =>
      data["ruleId"] === ruleId && data["state"] === "stopped";
    await watcher.waitFor(() => watcher.of("status").some(isStopped), "the status passes meanwhile", 15_000);
    const missedId = watcher.of("status").find(isStopped)?.id ?? "";
    const second = await EventStream.open(url, lastId);
    try {
      await second.waitFor(() => second.events.some(({ id }) => id === missedId), "what was missed");
      await second.waitFor(() => watcher.events.some(({ id }) => id === second.events.at(-1)?.id), "the same events");
      const ids = watcher.events.map(({ id }) => id);
      const from = ids.indexOf(lastId) + 1;
      const seen = second.events.map(({ id }) => id);
      expect(seen).toEqual(ids.slice(from, from + seen.length));
    } finally {
      second.close();
      watcher.close();
    }
  },
);

apiTest("an ID that is not known any more is told, so that history is read again", async ({ product }) => {
  const { instanceId } = await product.api.embeddedInstance();
  const stream = await EventStream.open(streamOf(product.baseUrl, instanceId), "00000000-7");
  try {
    await stream.waitFor(() => stream.events.length > 0, "the first event");
    expect(stream.events[0]?.event).toBe("reset");
  } finally {
    stream.close();
  }
});

apiTest("a heartbeat comes within 15 seconds, and a stream shows no other instance", async ({ product }) => {
  const stream = await EventStream.open(streamOf(product.baseUrl, "mqtt-cn-nothing"));
  try {
    await stream.waitFor(() => stream.comments.includes("heartbeat"), "the heartbeat", 20_000);
    for (const { data } of stream.of("metrics")) {
      expect(data).toMatchObject({ rules: {}, instances: {} });
    }
  } finally {
    stream.close();
  }
});
