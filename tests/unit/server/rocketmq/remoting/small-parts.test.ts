import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signFields } from "@/server/rocketmq/remoting/acl";
import { parseAddress } from "@/server/rocketmq/remoting/address";
import { Backoff } from "@/server/rocketmq/remoting/backoff";
import { unwrapNamespace, wrapNamespace } from "@/server/rocketmq/remoting/namespace";
import { parseTopicRoute, writableQueues } from "@/server/rocketmq/remoting/route";

describe("signature", () => {
  test("is HMAC-SHA1 over the values in the order of their keys, then the body", () => {
    // printf '%s' 'AKTS2xbody' | openssl dgst -sha1 -hmac SK -binary | base64
    const signed = signFields({ b: "2", c: "x" }, Buffer.from("body"), {
      accessKey: "AK",
      secretKey: "SK",
      securityToken: "TS",
    });
    expect(Object.keys(signed).sort()).toEqual(["AccessKey", "SecurityToken", "Signature", "b", "c"]);
    const other = signFields({ c: "x", b: "2" }, Buffer.from("body"), {
      accessKey: "AK",
      secretKey: "SK",
      securityToken: "TS",
    });
    expect(other["Signature"]).toBe(signed["Signature"]);
    expect(signed["Signature"]).toBe("1ue8BRRzNYc/vUDxQRiiZ1vqPqc=");
  });

  test("changes with the body and never carries the secret", () => {
    const keys = { accessKey: "AK", secretKey: "very-secret" };
    const one = signFields({ a: "1" }, Buffer.from("x"), keys);
    expect(signFields({ a: "1" }, Buffer.from("y"), keys)["Signature"]).not.toBe(one["Signature"]);
    expect(JSON.stringify(one)).not.toContain("very-secret");
  });
});

describe("namespace", () => {
  test("goes on and comes off, for any name, also behind the retry prefix", () => {
    const name = fc.stringMatching(/^[0-9A-Za-z_-]{1,20}$/);
    fc.assert(
      fc.property(name, name, fc.constantFrom("", "%RETRY%", "%DLQ%"), (namespace, plain, prefix) => {
        const wrapped = wrapNamespace(namespace, prefix + plain);
        expect(wrapped).toBe(`${prefix}${namespace}%${plain}`);
        expect(wrapNamespace(namespace, wrapped)).toBe(wrapped);
        expect(unwrapNamespace(namespace, wrapped)).toBe(prefix + plain);
      }),
    );
    expect(wrapNamespace(undefined, "T")).toBe("T");
    expect(wrapNamespace("", "T")).toBe("T");
  });

  test("topics of another namespace are not ours", () => {
    expect(unwrapNamespace("A", "B%T")).toBeUndefined();
    expect(unwrapNamespace("A", "T")).toBeUndefined();
  });
});

test("back-off doubles up to its limit, with half of it at random", () => {
  const least = new Backoff({ firstMs: 100, maxMs: 1_000 }, () => 0);
  expect([1, 2, 3, 4, 5].map(() => least.nextMs())).toEqual([50, 100, 200, 400, 500]);
  const most = new Backoff({ firstMs: 100, maxMs: 1_000 }, () => 1);
  expect([1, 2, 3, 4, 5].map(() => most.nextMs())).toEqual([100, 200, 400, 800, 1_000]);
  most.reset();
  expect(most.nextMs()).toBe(100);
});

test("addresses are read with names, IPv4 and IPv6; anything else is unreachable", () => {
  expect(parseAddress("mq.example:9876")).toEqual({ host: "mq.example", port: 9876 });
  expect(parseAddress("[::1]:9876")).toEqual({ host: "::1", port: 9876 });
  for (const bad of ["", "host", "host:", "host:0", "host:70000", "a b:1", "::1:9876"]) {
    expect(() => parseAddress(bad)).toThrow(expect.objectContaining({ kind: "unreachable" }));
  }
});

describe("routes", () => {
  const broker = (name: string, addresses: Record<string, string>) => ({
    brokerName: name,
    cluster: "C",
    brokerAddrs: addresses,
  });
  const queues = (name: string, perm: number, count: number) => ({
    brokerName: name,
    perm,
    readQueueNums: count,
    writeQueueNums: count,
  });

  test("list writable queues of brokers with a master, one of each broker in turn", () => {
    const route = parseTopicRoute("T", {
      brokerDatas: [
        broker("b", { 0: "b:1" }),
        broker("a", { 0: "a:1", 1: "a:2" }),
        broker("ro", { 0: "r:1" }),
        broker("headless", { 1: "h:2" }),
      ],
      queueDatas: [queues("a", 6, 2), queues("b", 6, 1), queues("ro", 4, 2), queues("headless", 6, 2)],
    });
    expect(writableQueues(route).map(({ brokerName, queueId }) => `${brokerName}${queueId}`)).toEqual([
      "a0",
      "b0",
      "a1",
    ]);
    expect(route.brokers.find(({ brokerName }) => brokerName === "a")?.addresses).toEqual(["a:1", "a:2"]);
  });

  test("of any shape are read without a throw, and never with an absurd number of queues", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (json) => parseTopicRoute("T", json).brokers.length >= 0),
    );
    const route = parseTopicRoute("T", {
      brokerDatas: [broker("a", { 0: "a:1" })],
      queueDatas: [queues("a", 6, 2_000_000_000)],
    });
    expect(writableQueues(route).length).toBeLessThanOrEqual(65_536);
  });
});
