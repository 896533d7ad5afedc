import { describe, expect, it } from "vitest";
import { RuntimeWatch, type WatchedProcess } from "@/server/alerts/runtime-watch";

const running: WatchedProcess = { state: "running", lastLine: "" };

/** Checks once a second, settles what comes of it and writes it down as `second kind to`. */
function watchRuntime(watch = new RuntimeWatch()) {
  let second = 0;
  const seen: string[] = [];
  const details: string[] = [];
  const pass = (seconds: number, { isHeard, process = running }: { isHeard: boolean; process?: WatchedProcess }) => {
    for (let count = 0; count < seconds; count++) {
      if (isHeard) {
        watch.hear();
      }
      const transition = watch.check(process);
      if (transition !== undefined) {
        transition.settle();
        seen.push(`${second} ${transition.kind} ${transition.to}`);
        details.push(transition.detail);
      }
      second += 1;
    }
  };
  return { seen, details, pass };
}

describe("a runtime that the console does not hear", () => {
  it("raises one alert after 12 s and resolves it once it was heard for 5 s", () => {
    const { seen, pass } = watchRuntime();
    pass(10, { isHeard: true });
    pass(60, { isHeard: false });
    pass(60, { isHeard: true });
    expect(seen).toEqual(["21 runtimeDown raised", "75 runtimeDown resolved"]);
  });

  it("raises none when it is killed and back within seconds, nor by one late snapshot", () => {
    const { seen, pass } = watchRuntime();
    for (let round = 0; round < 20; round++) {
      pass(10, { isHeard: true });
      pass(8, { isHeard: false });
    }
    expect(seen).toEqual([]);
  });

  it("stays raised while it crashes again and again", () => {
    const { seen, pass } = watchRuntime();
    pass(10, { isHeard: true });
    pass(30, { isHeard: false });
    for (let round = 0; round < 20; round++) {
      pass(2, { isHeard: true });
      pass(5, { isHeard: false });
    }
    expect(seen).toEqual(["21 runtimeDown raised"]);
  });

  it("has a minute to start, and none when it was down in the console's earlier life already", () => {
    const fresh = watchRuntime();
    fresh.pass(100, { isHeard: false });
    expect(fresh.seen).toEqual(["60 runtimeDown raised"]);
    const known = { kind: "runtimeDown", ruleId: "", isRaised: true, occurrence: undefined, seenAtMs: 0 } as const;
    const second = watchRuntime(new RuntimeWatch([known]));
    second.pass(30, { isHeard: false });
    second.pass(30, { isHeard: true });
    expect(second.seen).toEqual(["35 runtimeDown resolved"]);
  });

  it("is not missed when it was stopped on purpose", () => {
    const { seen, pass } = watchRuntime();
    pass(10, { isHeard: true });
    pass(60, { isHeard: false, process: { state: "stopped", lastLine: "" } });
    expect(seen).toEqual([]);
  });

  it("says why it ended where it told, and shows no other line of its log", () => {
    const detailOf = (lastLine: string) => {
      const { details, pass } = watchRuntime();
      pass(10, { isHeard: true });
      pass(30, { isHeard: false, process: { state: "restarting", lastLine } });
      return details;
    };
    expect(detailOf('{"level":60,"msg":"The data folder is held by another process."}')).toEqual([
      "The data folder is held by another process.",
    ]);
    expect(detailOf('{"level":30,"msg":"runtime started"}')).toEqual(["The process ended and is started again."]);
    expect(detailOf("    at Object.<anonymous> (runtime.mjs:1:1)")).toEqual([
      "The process ended and is started again.",
    ]);
  });
});
