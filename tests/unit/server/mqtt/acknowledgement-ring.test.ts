import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AcknowledgementRing } from "@/server/mqtt/acknowledgement-ring";

function idsOf(packets: Buffer | undefined): number[] {
  const ids: number[] = [];
  for (let at = 0; at < (packets?.length ?? 0); at += 4) {
    ids.push(packets?.readUInt16BE(at + 2) ?? 0);
  }
  return ids;
}

const nothing = () => undefined;

describe("AcknowledgementRing", () => {
  test("releases acknowledgements in the order of arrival, whatever the order of confirmation", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000 }), fc.integer(), (count, seed) => {
        const ring = new AcknowledgementRing(nothing);
        const sequences = Array.from({ length: count }, (_, index) => ring.add((index % 65_535) + 1, 1) ?? -1);
        const shuffled = [...sequences].sort((a, b) => ((a * 7_919 + seed) % 1_009) - ((b * 7_919 + seed) % 1_009));
        const released: number[] = [];
        for (const sequence of shuffled) {
          ring.confirm(sequence);
          released.push(...idsOf(ring.take(nothing)));
        }
        expect(released).toEqual(sequences.map((sequence) => (sequence % 65_535) + 1));
        expect(ring.size).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  test("releases nothing while the oldest is unconfirmed", () => {
    let isReady = false;
    const ring = new AcknowledgementRing(() => {
      isReady = true;
    });
    const first = ring.add(1, 1) ?? -1;
    ring.confirm(ring.add(2, 1) ?? -1);
    expect(isReady).toBe(false);
    expect(ring.take(nothing)).toBeUndefined();
    ring.confirm(first);
    expect(isReady).toBe(true);
    expect(ring.take(nothing)).toEqual(Buffer.from([0x40, 2, 0, 1, 0x40, 2, 0, 2]));
  });

  test("answers QoS 2 with PUBREC and names its identifier", () => {
    const ring = new AcknowledgementRing(nothing);
    ring.confirm(ring.add(515, 2) ?? -1);
    const released: number[] = [];
    expect(ring.take((id) => released.push(id))).toEqual(Buffer.from([0x50, 2, 2, 3]));
    expect(released).toEqual([515]);
  });

  test("releases nothing any more once void", () => {
    const ring = new AcknowledgementRing(nothing);
    const sequence = ring.add(1, 1) ?? -1;
    ring.confirm(sequence);
    ring.isVoid = true;
    expect(ring.take(nothing)).toBeUndefined();
  });

  test("a second confirmation does nothing", () => {
    const ring = new AcknowledgementRing(nothing);
    const first = ring.add(1, 1) ?? -1;
    ring.confirm(first);
    ring.take(nothing);
    ring.add(2, 1);
    ring.confirm(first);
    expect(ring.take(nothing)).toBeUndefined();
    expect(ring.size).toBe(1);
  });

  test("holds as many as there are packet identifiers and no more", () => {
    const ring = new AcknowledgementRing(nothing);
    for (let count = 0; count < 65_536; count++) {
      expect(ring.add(count & 0xffff, 1)).toBe(count);
    }
    expect(ring.add(1, 1)).toBeUndefined();
  });
});
