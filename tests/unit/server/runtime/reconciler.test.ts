import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { DesiredRule } from "@/lib/rules/desired";
import { Reconciler } from "@/server/runtime/reconciler";
import type { RuleRunner } from "@/server/runtime/rule-runner";

const base: DesiredRule = {
  ruleId: "r1",
  type: "dataOutbound",
  status: "enabled",
  version: 1,
  mqtt: {
    instanceId: "m1",
    broker: "external",
    connection: { url: "mqtt://one:1883", protocolVersion: "auto", auth: "password", username: "u", password: "old" },
    refuseUnknownTopics: false,
  },
  mqttTopic: "T",
  groupId: undefined,
  rocketmq: {
    instanceId: "q1",
    series: "4.0",
    endpoint: { protocol: "remoting", nameServers: ["one:9876"] },
    namespace: undefined,
    accessKey: undefined,
    secretKey: undefined,
    securityToken: undefined,
    tls: undefined,
    requireReplica: false,
  },
  rocketmqTopic: "R",
};
const connection = base.mqtt.connection as NonNullable<DesiredRule["mqtt"]["connection"]>;
const withConnection = (changes: Partial<typeof connection>): DesiredRule => ({
  ...base,
  mqtt: { ...base.mqtt, connection: { ...connection, ...changes } },
});

/** The reconciler's seam: a runner that only remembers what it was told, and notices two changes at once. */
class RunnerDouble {
  desired: DesiredRule | undefined;
  isRunning = false;
  isBusy = false;
  readonly calls: string[];
  startResults: (boolean | Error)[] = [];
  loadResults: boolean[] = [];

  constructor(calls: string[]) {
    this.calls = calls;
  }

  load(): Promise<boolean> {
    return Promise.resolve(this.loadResults.shift() ?? true);
  }

  start(rule: DesiredRule): Promise<boolean> {
    return this.alone(() => {
      const result = this.startResults.shift() ?? true;
      this.calls.push(`start ${rule.mqttTopic}>${rule.rocketmqTopic}`);
      if (result instanceof Error) {
        throw result;
      }
      this.isRunning = result;
      return result;
    });
  }

  async stop(mode: string): Promise<void> {
    if (this.isRunning) {
      await this.alone(() => {
        this.isRunning = false;
        this.calls.push(`stop ${mode}`);
      });
    }
  }

  private async alone<T>(task: () => T): Promise<T> {
    expect(this.isBusy).toBe(false);
    this.isBusy = true;
    await new Promise((resolve) => setImmediate(resolve));
    this.isBusy = false;
    return task();
  }
}

function setup(prepare: (runner: RunnerDouble) => void = () => undefined) {
  const calls: string[] = [];
  const errors: unknown[] = [];
  const wanted = new Map<string, DesiredRule>();
  let readFailures = 0;
  const reconciler = new Reconciler({
    listDesired: () => {
      if (readFailures > 0) {
        readFailures -= 1;
        throw new Error("unable to open database file");
      }
      return [...wanted.values()];
    },
    createRunner: () => {
      const runner = new RunnerDouble(calls);
      prepare(runner);
      return runner as unknown as RuleRunner; // safe because the reconciler uses nothing else of it
    },
    onError: (error) => void errors.push(error),
    retryDelayMs: 5,
  });
  onTestFinished(async () => await reconciler.close());
  const want = async (rule: DesiredRule) => {
    wanted.set(rule.ruleId, rule);
    await reconciler.reconcile();
  };
  const failReads = (count: number) => {
    readFailures = count;
  };
  return { reconciler, calls, errors, wanted, want, failReads };
}

describe("Reconciler", () => {
  test("any number of announcements starts a rule once", async () => {
    const { reconciler, calls, wanted } = setup();
    wanted.set("r1", base);
    await Promise.all(Array.from({ length: 20 }, () => reconciler.reconcile()));
    expect(calls).toEqual(["start T>R"]);
  });

  test("announcements that overlap end in the last state, one change at a time", async () => {
    const { reconciler, calls, wanted } = setup();
    const announcements = ["enabled", "disabled", "enabled", "disabled"].map((status) => {
      wanted.set("r1", { ...base, status: status as DesiredRule["status"] });
      return reconciler.reconcile();
    });
    await Promise.all(announcements);
    expect(calls).toEqual(["start T>R", "stop end", "start T>R", "stop end"]);
  });

  test("a change of the destination keeps the session, a change of the source ends it", async () => {
    const { calls, want } = setup();
    await want(base);
    await want({ ...base, rocketmqTopic: "R2" });
    await want({ ...base, rocketmqTopic: "R2", mqttTopic: "T2" });
    await want(withConnection({ url: "mqtt://two:1883" }));
    expect(calls).toEqual([
      ...["start T>R", "stop stop", "start T>R2"],
      ...["stop end", "start T2>R2"],
      ...["stop end", "start T>R"],
    ]);
  });

  // Symptom: messages published while a password was being changed were lost.
  test("new credentials for the same broker keep the session", async () => {
    const { calls, want } = setup();
    await want(base);
    await want(withConnection({ password: "new" }));
    expect(calls).toEqual(["start T>R", "stop stop", "start T>R"]);
  });

  test("what does not concern the flow leaves it alone", async () => {
    const { calls, want } = setup();
    await want(base);
    await want({ ...base, version: 2 });
    expect(calls).toEqual(["start T>R"]);
  });

  test("disable and delete end the session; a product stop keeps it", async () => {
    const { reconciler, calls, wanted, want } = setup();
    await want(base);
    await want({ ...base, status: "disabled" });
    await want(base);
    wanted.clear();
    await reconciler.reconcile();
    expect(reconciler.runners.size).toBe(0);
    await want(base);
    await reconciler.close();
    expect(calls.filter((call) => call.startsWith("stop"))).toEqual(["stop end", "stop end", "stop stop"]);
  });

  test("a rule that cannot start is tried again, whether it says so or throws", async () => {
    const { calls, want, errors, reconciler } = setup((runner) => {
      runner.startResults = [false, new Error("no such thing")];
    });
    await want(base);
    await vi.waitFor(() => expect(reconciler.runners.get("r1")?.isRunning).toBe(true));
    expect(calls).toHaveLength(3);
    expect(errors).toHaveLength(1);
  });

  test("one rule that throws keeps no other from its change", async () => {
    let count = 0;
    const { reconciler, wanted } = setup((runner) => {
      runner.startResults = count++ === 0 ? [new Error("first")] : [];
    });
    wanted.set("r1", base);
    wanted.set("r2", { ...base, ruleId: "r2" });
    await reconciler.reconcile();
    expect(reconciler.runners.get("r2")?.isRunning).toBe(true);
  });

  test("what is stored for a disabled rule is read again when it could not be", async () => {
    let double: RunnerDouble | undefined;
    const { want } = setup((runner) => {
      runner.loadResults = [false, false];
      double = runner;
    });
    await want({ ...base, status: "disabled" });
    double?.loadResults.push(false);
    await vi.waitFor(() => expect(double?.loadResults).toEqual([]));
  });

  test("a database that cannot be read yet stops nothing and is read again", async () => {
    const { reconciler, calls, wanted, failReads, want } = setup();
    await want(base);
    wanted.clear();
    failReads(1);
    await reconciler.reconcile();
    expect(reconciler.runners.get("r1")?.isRunning).toBe(true);
    await vi.waitFor(() => expect(calls).toEqual(["start T>R", "stop end"]));
  });

  test("after the stop nothing starts", async () => {
    const { reconciler, calls, want } = setup();
    await reconciler.close();
    await want(base);
    expect(calls).toEqual([]);
  });
});
