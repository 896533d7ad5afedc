import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSseParser } from "@/components/live/sse-parser";

const stream =
  'retry: 2500\nid: 7\nevent: metrics\ndata: {"a":1}\n\n: heartbeat\n\nevent: status\r\ndata: x\r\ndata: y\r\n\r\n';

describe("event stream parser", () => {
  it("yields the same events however the bytes are cut", () => {
    const expected = createSseParser().push(stream);
    expect(expected).toEqual([
      { event: "metrics", data: '{"a":1}', id: "7" },
      { event: "status", data: "x\ny", id: "7" },
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
        const parser = createSseParser();
        const points = [0, ...cuts.sort((a, b) => a - b), stream.length];
        const events = points.slice(1).flatMap((to, index) => parser.push(stream.slice(points[index], to)));
        expect(events).toEqual(expected);
        expect(parser.retryMs()).toBe(2_500);
      }),
    );
  });

  it("says nothing for comments and for an event without data", () => {
    expect(createSseParser().push(": ping\n\nevent: metrics\n\n")).toEqual([]);
  });

  it("refuses a line without end instead of filling memory", () => {
    const parser = createSseParser();
    expect(() => {
      for (let chunk = 0; chunk < 5; chunk += 1) {
        parser.push("x".repeat(1024 * 1024));
      }
    }).toThrow("too long");
  });
});
