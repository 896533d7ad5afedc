import { limits } from "@/lib/limits";
import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { anyText, anyTime, apiTest, expect, expectProblem } from "../fixtures/api-test";
import { seedRule } from "../fixtures/seed";

apiTest(
  "a message that RocketMQ cannot take is kept with its cause, can be sent again and discarded",
  async ({ call, product, unique }) => {
    const { ruleId, topic } = await seedRule(product, unique("letter"));
    const path = `/rules/${ruleId}/dead-letters`;
    expect((await call("GET", path)).body).toMatchObject({ items: [], total: 0 });
    const tooLarge = Buffer.alloc(limits.rocketmqMessageBytesMax + 1, "x");
    await mosquittoPub({ port: product.ports.mqtt, topic: `${topic}/big`, qos: 1 }, tooLarge);
    await expect.poll(async () => (await call("GET", path)).body["total"], { timeout: 15_000 }).toBe(1);
    const [letter] = (await call("GET", path)).body["items"] as { id: number }[];
    expect(letter).toMatchObject({
      ruleId,
      mqttTopic: `${topic}/big`,
      causeCode: anyText,
      cause: anyText,
      bodyBytes: tooLarge.length,
      createdAt: anyTime,
    });
    expect(await call("GET", `${path}/${letter?.id}`)).toMatchObject({
      status: 200,
      body: { id: letter?.id, bodyBase64: anyText, properties: expect.any(Object) },
    });
    const whole = await fetch(`${product.baseUrl}/api/v1${path}/${letter?.id}/body`);
    expect(whole.headers.get("content-type")).toBe("application/octet-stream");
    expect(Buffer.from(await whole.arrayBuffer()).equals(tooLarge)).toBe(true);
    expectProblem(await call("GET", `${path}/999999999`), 404, "DEAD_LETTER_NOT_FOUND");
    expectProblem(await call("GET", `${path}/999999999/body`), 404, "DEAD_LETTER_NOT_FOUND");
    expectProblem(await call("POST", `${path}/redrive`, {}), 422, "VALIDATION");
    expect(await call("POST", `${path}/redrive`, { all: true })).toMatchObject({
      status: 200,
      body: { ruleId, count: 1 },
    });
    // It is too large still, so it comes back.
    const first = async () => ((await call("GET", path)).body["items"] as { id: number; redriveCount: number }[])[0];
    await expect.poll(async () => (await first())?.redriveCount, { timeout: 30_000 }).toBe(1);
    const totals = async () => (await product.api.metrics(ruleId)).totals;
    await expect.poll(totals, { timeout: 15_000 }).toMatchObject({ received: 1, deadLettered: 1, inFlight: 0 });
    const returned = await first();
    const discarded = await call("POST", `${path}/discard`, { ids: [returned?.id] });
    expect(discarded).toMatchObject({ status: 200, body: { ruleId, count: 1 } });
    await expect.poll(totals, { timeout: 15_000 }).toMatchObject({ received: 1, deadLettered: 0, discarded: 1 });
    expect((await call("GET", path)).body).toMatchObject({ total: 0 });
    expectProblem(await call("GET", "/rules/never-made/dead-letters"), 404, "RULE_NOT_FOUND");
  },
);
