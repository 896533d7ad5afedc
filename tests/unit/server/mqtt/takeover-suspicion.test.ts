import { describe, expect, test } from "vitest";
import { unreachable } from "@/server/mqtt/errors";
import { TakeoverSuspicion } from "@/server/mqtt/takeover-suspicion";

const closed = () => unreachable("closed", "closedByPeer");

describe("TakeoverSuspicion", () => {
  test("names the third accepted connection in a row that ends at once", () => {
    const suspicion = new TakeoverSuspicion(5_000);
    const codes = [100, 200, 300].map((livedMs) => suspicion.judge(closed(), livedMs).failure.code);
    expect(codes).toEqual(["sourceUnreachable", "sourceUnreachable", "sourceTakenOver"]);
  });

  test("a connection that lasted ends the suspicion; a broker that is away does not feed it", () => {
    const suspicion = new TakeoverSuspicion(5_000);
    suspicion.judge(closed(), 100);
    suspicion.judge(closed(), 100);
    suspicion.judge(unreachable("refused"), 1);
    suspicion.judge(closed(), 60_000);
    expect(suspicion.judge(closed(), 100).kind).toBe("closedByPeer");
  });
});
