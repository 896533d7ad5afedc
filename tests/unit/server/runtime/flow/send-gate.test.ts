import { describe, expect, it } from "vitest";
import { SendGate } from "@/server/runtime/flow/send-gate";
import { FakeScheduler } from "./harness";

function fill(gate: SendGate): void {
  while (gate.hasRoom) {
    gate.begin();
  }
}

describe("SendGate", () => {
  it("lets those who wait go in their order, as requests end", () => {
    const gate = new SendGate(new FakeScheduler());
    const gone: string[] = [];
    fill(gate);
    for (const name of ["first", "second"]) {
      gate.wait(() => {
        gone.push(name);
        gate.begin();
      });
    }
    gate.end();
    expect(gone).toEqual(["first"]);
    gate.end();
    expect(gone).toEqual(["first", "second"]);
  });

  it("holds nobody up for longer than a moment while a broker does not answer", async () => {
    const scheduler = new FakeScheduler();
    const gate = new SendGate(scheduler);
    const gone: string[] = [];
    fill(gate);
    gate.wait(() => gone.push("first"));
    await scheduler.advance(6);
    gate.wait(() => gone.push("second"));
    await scheduler.advance(5);
    expect(gone).toEqual(["first"]);
    await scheduler.advance(5);
    expect(gone).toEqual(["first", "second"]);
  });

  it("passes on the turn of one that has nothing to send any more", () => {
    const gate = new SendGate(new FakeScheduler());
    const gone: string[] = [];
    fill(gate);
    gate.wait(() => undefined);
    gate.wait(() => gone.push("next"));
    gate.end();
    expect(gone).toEqual(["next"]);
  });
});
