import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listDesiredRules } from "@/db/queries/desired-rules";
import { errorCodes } from "@/lib/error-codes";
import { GroupId, InstanceName, ParentTopicName, RuleId } from "@/lib/names";
import { endpoints } from "@/server/http/endpoints/all";
import { createTestContext, makeInstance, makeRocketmq, ruleInput } from "../services/test-context";
import { createApi } from "./api-harness";

/** Values that have broken others before, beside plain noise. */
const odd = fc.constantFrom<unknown>(
  "",
  " ",
  "..",
  "__proto__",
  "constructor",
  "a/b",
  "TopicA",
  "topica",
  "TopicB",
  "GID_Status",
  "V3.3.0",
  "V2.0.0",
  "a".repeat(65),
  "a".repeat(5_000),
  "\0",
  "%00",
  "ПРИВЕТ",
  "😀",
  "' OR 1=1 --",
  "{{7*7}}",
  -1,
  0,
  1,
  1e308,
  2 ** 53,
  null,
  true,
  false,
  [],
  {},
  [null],
  { __proto__: 1 },
  "enabled",
  "dataOutbound",
  "mqtt://127.0.0.1:1",
  "127.0.0.1:99999",
);

const ends = fc.record(
  { topic: odd, groupId: odd, rocketmqInstanceId: odd, service: odd, extra: odd },
  { requiredKeys: [] },
);
const anyBody = fc.oneof(
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string() },
  {
    weight: 4,
    arbitrary: fc
      .record(
        {
          name: odd,
          ruleId: odd,
          groupId: odd,
          description: odd,
          status: odd,
          type: odd,
          regionId: odd,
          series: odd,
          kernelVersion: odd,
          topic: odd,
          payload: odd,
          qos: odd,
          ids: odd,
          all: odd,
          version: odd,
          ruleQuota: odd,
          tags: fc.oneof(odd, fc.dictionary(fc.string(), odd)),
          endpoint: odd,
          connection: odd,
          source: fc.oneof(odd, ends),
          destination: fc.oneof(odd, ends),
        },
        { requiredKeys: [] },
      )
      .map((body) => JSON.stringify(body)),
  },
);

/** A valid creation of a rule with one place changed. */
function mutatedRule(rocketmqInstanceId: string) {
  const base = ruleInput(rocketmqInstanceId);
  return fc
    .record({
      key: fc.constantFrom("ruleId", "description", "status", "type", "source", "destination", "more"),
      value: fc.oneof(odd, ends),
    })
    .map(({ key, value }) => JSON.stringify({ ...base, [key]: value }));
}

const headers = fc.constantFrom<Record<string, string>>(
  { "content-type": "application/json" },
  { "content-type": "application/json; charset=utf-8" },
  { "content-type": "text/plain" },
  {},
);

describe("any request", () => {
  it("gets a typed answer, never a 500, and writes nothing outside the domain", { timeout: 120_000 }, async () => {
    const context = createTestContext();
    const { handle, hub } = createApi(context);
    const instanceId = makeInstance(context);
    const rocketmqInstanceId = await makeRocketmq(context);
    const known: Record<string, string[]> = {
      instanceId: [instanceId, rocketmqInstanceId],
      topic: ["TopicA", "TopicB"],
      groupId: ["GID_Status"],
      ruleId: ["report-1"],
      n: ["1"],
    };
    const segments = fc.array(
      fc.oneof({ weight: 4, arbitrary: fc.nat() }, { weight: 1, arbitrary: odd.map((value) => String(value)) }),
      { minLength: 2, maxLength: 2 },
    );
    const target = fc
      .tuple(
        fc.constantFrom(...endpoints),
        segments,
        fc.constantFrom("GET", "POST", "PATCH", "DELETE", "PUT"),
        fc.nat(4),
      )
      .map(([{ path, method }, values, otherMethod, dice]) => {
        const rest = [...values];
        return {
          method: dice === 0 ? otherMethod : method,
          path: path.replace(/\{(\w+)\}/g, (_, name: string) => {
            const value = rest.shift() ?? 0;
            const choices = known[name] ?? ["none"];
            return encodeURIComponent(typeof value === "number" ? (choices[value % choices.length] ?? "") : value);
          }),
        };
      });
    const query = fc
      .dictionary(
        fc.constantFrom(
          "page",
          "pageSize",
          "q",
          "type",
          "state",
          "sort",
          "from",
          "to",
          "step",
          "by",
          "offset",
          "discardBacklog",
          "limit",
        ),
        odd,
      )
      .map((record) =>
        new URLSearchParams(Object.entries(record).map(([key, value]) => [key, String(value)])).toString(),
      );
    const noise = fc
      .record({ target, query, body: anyBody, headers })
      .map(({ target, ...request }) => ({ ...target, ...request }));
    const rule = fc.record({
      method: fc.constant("POST"),
      path: fc.constant(`/instances/${instanceId}/rules`),
      query: fc.constant(""),
      body: mutatedRule(rocketmqInstanceId),
      headers: fc.constant({ "content-type": "application/json" }),
    });
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: noise }, { weight: 1, arbitrary: rule }), async (sample) => {
        const hasBody = sample.method !== "GET";
        const aborter = new AbortController();
        const response = await handle(
          new Request(`http://localhost:3000/api/v1${sample.path}?${sample.query}`, {
            method: sample.method,
            headers: { host: "localhost:3000", ...sample.headers },
            signal: aborter.signal,
            ...(hasBody && { body: sample.body }),
          }),
        );
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        expect(response.status).not.toBe(500);
        if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
          aborter.abort();
          return;
        }
        if (response.status >= 400 && response.headers.get("content-type") === "application/problem+json") {
          const problem = await response.json();
          expect(errorCodes).toContain(problem.code);
          expect(problem.status).toBe(response.status);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(hub.listenerCount).toBe(0);
    expect(statuses.get(422)).toBeGreaterThan(50);
    expect((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)).toBeGreaterThan(20);
    expectDomain(context.db.$client.prepare("SELECT name FROM topics").pluck().all(), ParentTopicName);
    expectDomain(context.db.$client.prepare("SELECT group_id FROM groups").pluck().all(), GroupId);
    expectDomain(context.db.$client.prepare("SELECT name FROM mqtt_instances").pluck().all(), InstanceName);
    expectDomain(
      listDesiredRules(context.db).map((desired) => desired.ruleId),
      RuleId,
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

function expectDomain(values: readonly unknown[], schema: { safeParse(value: unknown): { success: boolean } }): void {
  expect(values.filter((value) => !schema.safeParse(value).success)).toEqual([]);
}
