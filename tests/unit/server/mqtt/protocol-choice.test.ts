import { describe, expect, test } from "vitest";
import { unreachable } from "@/server/mqtt/errors";
import { ProtocolChoice } from "@/server/mqtt/protocol-choice";
import { connackError } from "@/server/mqtt/reason-codes";

describe("ProtocolChoice", () => {
  test("tries 5 first and 3.1.1 at once when the broker refuses the version", () => {
    const choice = new ProtocolChoice("auto");
    expect(choice.version).toBe(5);
    expect(choice.refused(connackError(1))).toBe(true);
    expect(choice.version).toBe(4);
  });

  test("a broker that closes instead of answering is tried with the other version", () => {
    const choice = new ProtocolChoice("auto");
    expect(choice.refused(unreachable("closed", "closedBeforeConnack"))).toBe(true);
    expect(choice.version).toBe(4);
    expect(choice.refused(unreachable("closed", "closedBeforeConnack"))).toBe(false);
    expect(choice.version).toBe(5);
  });

  test("a version that was accepted stays while the broker is merely away", () => {
    const choice = new ProtocolChoice("auto");
    choice.accepted();
    expect(choice.refused(unreachable("closed", "closedBeforeConnack"))).toBe(false);
    expect(choice.version).toBe(5);
  });

  test("a fixed version is never changed", () => {
    const choice = new ProtocolChoice(5);
    expect(choice.refused(connackError(132))).toBe(false);
    expect(choice.version).toBe(5);
  });
});
