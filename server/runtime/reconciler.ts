import type { DesiredRule } from "@/lib/rules/desired";
import type { RuleRunner } from "./rule-runner";

export interface ReconcilerOptions {
  listDesired(): DesiredRule[];
  createRunner(ruleId: string): RuleRunner;
  onError(error: unknown, ruleId: string | undefined): void;
  retryDelayMs?: number;
}

/**
 * Makes the running flows what the rules want. Idempotent: any number of calls, in any order, ends in the desired state.
 * Each rule's changes happen one after another; rules do not wait for each other. What cannot start is tried again.
 */
export class Reconciler {
  readonly runners = new Map<string, RuleRunner>();
  private readonly turns = new Map<string, Promise<void>>();
  private retryTimer: NodeJS.Timeout | undefined;
  private isClosed = false;
  private readonly options: ReconcilerOptions;

  constructor(options: ReconcilerOptions) {
    this.options = options;
  }

  /** Resolves when every change has been taken up, not when everything is connected. */
  async reconcile(): Promise<void> {
    if (this.isClosed) {
      return;
    }
    let desired: DesiredRule[];
    try {
      desired = this.options.listDesired();
    } catch (error) {
      this.options.onError(error, undefined);
      this.retryLater();
      return;
    }
    const wanted = new Map(desired.map((rule) => [rule.ruleId, rule]));
    const ruleIds = new Set([...wanted.keys(), ...this.runners.keys()]);
    await Promise.all(
      [...ruleIds].map((ruleId) => this.inTurn(ruleId, () => this.applySafely(ruleId, wanted.get(ruleId)))),
    );
  }

  /** Runs a task of one rule after all changes of it that are under way. */
  inTurn<T>(ruleId: string, task: () => Promise<T>): Promise<T> {
    const turn = (this.turns.get(ruleId) ?? Promise.resolve()).then(task);
    const settled = turn.then(
      () => undefined,
      (error: unknown) => this.options.onError(error, ruleId),
    );
    this.turns.set(ruleId, settled);
    void settled.then(() => {
      if (this.turns.get(ruleId) === settled) {
        this.turns.delete(ruleId);
      }
    });
    return turn;
  }

  /** Makes a rule's runner known without starting it, so that questions about a disabled rule can be answered. */
  async runnerOf(ruleId: string): Promise<RuleRunner> {
    let runner = this.runners.get(ruleId);
    if (runner === undefined) {
      runner = this.options.createRunner(ruleId);
      this.runners.set(ruleId, runner);
    }
    await runner.load();
    return runner;
  }

  /** Product stop: sessions are kept. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retryTimer);
    await Promise.all([...this.turns.values()]);
    await Promise.all([...this.runners.values()].map((runner) => runner.stop("stop")));
  }

  /** What fails without a reason of its own is tried again like the rest, and keeps no other rule waiting. */
  private async applySafely(ruleId: string, rule: DesiredRule | undefined): Promise<void> {
    try {
      await this.apply(ruleId, rule);
    } catch (error) {
      this.options.onError(error, ruleId);
      this.retryLater();
    }
  }

  private async apply(ruleId: string, rule: DesiredRule | undefined): Promise<void> {
    if (this.isClosed) {
      return;
    }
    if (rule === undefined) {
      await this.runners.get(ruleId)?.stop("end");
      this.runners.delete(ruleId);
      return;
    }
    const runner = await this.runnerOf(ruleId);
    const previous = runner.desired;
    runner.desired = rule;
    const isEnabled = rule.status === "enabled";
    if (runner.isRunning && (!isEnabled || previous === undefined || hasChanged(previous, rule))) {
      await runner.stop(isEnabled && previous !== undefined && !hasSourceChanged(previous, rule) ? "stop" : "end");
    }
    const isLoaded = await runner.load();
    if (!isLoaded || (isEnabled && !runner.isRunning && !(await runner.start(rule)))) {
      this.retryLater();
    }
  }

  private retryLater(): void {
    clearTimeout(this.retryTimer);
    if (this.isClosed) {
      return;
    }
    this.retryTimer = setTimeout(() => {
      this.reconcile().catch((error: unknown) => this.options.onError(error, undefined));
    }, this.options.retryDelayMs ?? 2_000);
  }
}

/** Another session at the broker. Credentials and certificates open the same one, so messages published meanwhile wait in it. */
function hasSourceChanged(before: DesiredRule, after: DesiredRule): boolean {
  return fingerprint(sessionOf(before)) !== fingerprint(sessionOf(after));
}

function sessionOf({ type, mqtt, mqttTopic, groupId }: DesiredRule): unknown[] {
  const { url, clientIdPrefix } = mqtt.connection ?? {};
  return [type, mqtt.instanceId, mqtt.broker, url, clientIdPrefix, mqttTopic, groupId];
}

function hasChanged(before: DesiredRule, after: DesiredRule): boolean {
  return fingerprint(endsOf(before)) !== fingerprint(endsOf(after));
}

function endsOf({ type, mqtt, mqttTopic, groupId, rocketmq, rocketmqTopic }: DesiredRule): unknown[] {
  return [type, mqtt, mqttTopic, groupId, rocketmq, rocketmqTopic];
}

function fingerprint(parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}
