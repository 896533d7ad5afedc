import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLenientJson } from "@/server/rocketmq/remoting/lenient-json";

describe("reading what name servers and brokers write", () => {
  test("everything that is JSON reads as JSON.parse reads it", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.stringify(parseLenientJson(text))).toEqual(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test("bare numbers serve as keys", () => {
    expect(parseLenientJson('{"brokerAddrs":{0:"127.0.0.1:10911",1:"10.0.0.2:10911"}}')).toEqual({
      brokerAddrs: { "0": "127.0.0.1:10911", "1": "10.0.0.2:10911" },
    });
  });

  test("objects serve as keys, and come back as their JSON text", () => {
    expect(parseLenientJson('{{"brokerName":"b","queueId":0} : {"maxOffset":5}}')).toEqual({
      '{"brokerName":"b","queueId":0}': { maxOffset: 5 },
    });
  });

  test("text that looks like a bare key inside a string is left alone", () => {
    expect(parseLenientJson(String.raw`{"a":"{0:\"x\"},1:","b\"":2}`)).toEqual({ a: '{0:"x"},1:', 'b"': 2 });
  });

  test("a key named __proto__ is a key like any other", () => {
    const value = parseLenientJson('{"__proto__":{"polluted":true}}') as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("anything else throws SyntaxError, also when deeply nested", () => {
    for (const text of ["", "{", "{0}", "[1,]", '"open', "{a:1}", "1 2", "[".repeat(100_000)]) {
      expect(() => parseLenientJson(text)).toThrow(SyntaxError);
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseLenientJson(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
    );
  });
});
