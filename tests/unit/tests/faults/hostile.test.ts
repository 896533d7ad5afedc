import { expect, test } from "vitest";
import { type OpenApi, toHostileRequest } from "@/tests/faults/hostile/http-requests";
import { toHostileBytes } from "@/tests/faults/hostile/mqtt-bytes";
import { mutateText } from "@/tests/faults/hostile/mutate";
import { plausible } from "@/tests/faults/hostile/plausible";
import { Random } from "@/tests/faults/hostile/random";

const api: OpenApi = {
  paths: {
    "/things/{id}": {
      get: {},
      post: { requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } } },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: "object",
        properties: {
          name: { type: "string", minLength: 3 },
          kind: { enum: ["a", "b"] },
          count: { type: "integer", minimum: 1 },
        },
      },
    },
  },
};

test("a plausible value has the fields of its schema, with values that the schema takes", () => {
  const random = new Random(1);
  for (let run = 0; run < 100; run++) {
    const thing = plausible({ $ref: "#/components/schemas/Thing" }, api, random) as Record<string, unknown>;
    for (const [key, value] of Object.entries(thing)) {
      const isFit = {
        name: () => String(value).length >= 3,
        kind: () => "ab".includes(String(value)),
        count: () => Number(value) >= 1,
      };
      expect(isFit[key as keyof typeof isFit]?.()).toBe(true);
    }
  }
});

test("the same seed makes the same requests, another seed others", () => {
  const make = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 50 }, () => toHostileRequest(api, { id: "real" }, random));
  };
  expect(make(7)).toEqual(make(7));
  expect(make(7)).not.toEqual(make(8));
});

test("requests vary in body, path, method and content type", () => {
  const random = new Random(3);
  const requests = Array.from({ length: 400 }, () => toHostileRequest(api, { id: "real" }, random));
  expect(new Set(requests.map(({ body }) => String(body))).size).toBeGreaterThan(150);
  expect(new Set(requests.map(({ path }) => path)).size).toBeGreaterThan(50);
  expect(requests.some(({ path }) => path.startsWith("/api/v1/things/real"))).toBe(true);
  expect(new Set(requests.map(({ method }) => method)).size).toBeGreaterThan(2);
  expect(new Set(requests.map(({ headers }) => headers["content-type"])).size).toBeGreaterThan(3);
});

test("a mutated body is rarely what it was", () => {
  const random = new Random(4);
  const value = { ruleId: "rule-1", source: { topic: "TopicA" } };
  const same = Array.from({ length: 300 }, () => mutateText(value, random)).filter(
    (text) => text === JSON.stringify(value),
  );
  expect(same.length).toBeLessThan(5);
});

test("hostile MQTT bytes come in every kind and never empty for noise", () => {
  const random = new Random(5);
  const all = Array.from({ length: 200 }, () => toHostileBytes(random));
  expect(all.some((bytes) => bytes[0] === 0x10)).toBe(true);
  expect(all.some((bytes) => bytes.length > 0 && bytes[0] !== 0x10)).toBe(true);
});
