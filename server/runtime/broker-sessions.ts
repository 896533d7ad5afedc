import type { BrokerSessionRow } from "@/db/schema/runtime/broker-sessions";
import type { MqttConnection } from "@/lib/instances/schemas";
import type { DesiredRule } from "@/lib/rules/desired";
import { Backoff } from "@/server/mqtt/backoff";
import { sessionClientId } from "@/server/mqtt/identity";
import { type StaleSession, sessionExpirySeconds } from "@/server/mqtt/session-options";
import type { Logger } from "@/server/observability/logger";
import type { Failure } from "./flow/contracts";
import type { RecordsStore } from "./records/records-store";

export interface BrokerSessionsOptions {
  records: Pick<RecordsStore, "call">;
  installationId: string;
  log: Logger;
  /** Tells the broker that a session is over; false when it could not be told. */
  end(connection: MqttConnection, clientId: string): Promise<boolean>;
  now?: () => number;
}

/** What became of the session when its source closed. */
export type ReleasedSession = "kept" | "ended" | "left";

interface Attempts {
  backoff: Backoff;
  dueAtMs: number;
}

const retry = { firstMs: 4_000, maxMs: 5 * 60_000 };
const attemptsAtOnceMax = 4;
/** By then the broker has forgotten it by itself. */
const staleMsMax = sessionExpirySeconds * 1_000;
const staleCountMax = 1_000;

/**
 * The sessions that external brokers keep for rules, remembered in runtime.db from before the first connect until the broker was told
 * that they are over, whatever happens to rule and process meanwhile. What a broker holds in a session that is over is never forwarded.
 */
export class BrokerSessions {
  private readonly options: BrokerSessionsOptions;
  private readonly rows: Map<string, BrokerSessionRow>;
  /** Sessions that sources use: nobody else may log in under their client IDs. */
  private readonly claimed = new Set<string>();
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly attempts = new Map<string, Attempts>();
  private wanted: ReadonlySet<string> = new Set();
  private connections: ReadonlyMap<string, MqttConnection> | undefined;
  private isClosed = false;

  private constructor(options: BrokerSessionsOptions, rows: readonly BrokerSessionRow[]) {
    this.options = options;
    this.rows = new Map(rows.map((row) => [row.sessionKey, row]));
  }

  static async open(options: BrokerSessionsOptions): Promise<BrokerSessions> {
    const rows = await options.records.call("listBrokerSessions", {});
    if (!rows.ok) {
      throw new Error(`runtime.db cannot be read: ${rows.message}`);
    }
    return new BrokerSessions(options, rows.result);
  }

  /** What the rules and instances are now; sessions that no enabled rule has are ended by and by. */
  want(rules: readonly DesiredRule[], connections: ReadonlyMap<string, MqttConnection>): void {
    const enabled = rules.filter(({ status }) => status === "enabled");
    this.wanted = new Set(enabled.flatMap((rule) => this.toRow(rule)?.sessionKey ?? []));
    this.connections = connections;
  }

  /** Before a rule's source opens: it is told whether what the broker holds must be thrown away first. */
  async claim(rule: DesiredRule): Promise<{ stale: StaleSession | undefined } | Failure> {
    const wanted = this.toRow(rule);
    if (wanted === undefined) {
      return { stale: undefined };
    }
    const { sessionKey } = wanted;
    this.claimed.add(sessionKey);
    await this.underWay.get(sessionKey);
    const known = this.rows.get(sessionKey);
    const isStale = known !== undefined && (known.staleSinceMs !== null || known.parentTopic !== wanted.parentTopic);
    const row = isStale ? { ...known, staleSinceMs: known.staleSinceMs ?? this.now() } : wanted;
    if (!(await this.put(row))) {
      this.claimed.delete(sessionKey);
      return { code: "diskFull", stage: "receive", message: "runtime.db cannot be written." };
    }
    return { stale: isStale ? { onEnded: () => this.renew(wanted) } : undefined };
  }

  /** After the source closed. */
  async release(rule: DesiredRule, outcome: ReleasedSession): Promise<void> {
    const sessionKey = this.toRow(rule)?.sessionKey;
    const row = sessionKey === undefined ? undefined : this.rows.get(sessionKey);
    if (row !== undefined && outcome === "ended") {
      await this.forget(row);
    } else if (row !== undefined && outcome === "left") {
      await this.put({ ...row, staleSinceMs: row.staleSinceMs ?? this.now() });
    }
    if (sessionKey !== undefined) {
      this.claimed.delete(sessionKey);
    }
  }

  /** Once a second. */
  tick(): void {
    if (this.isClosed || this.connections === undefined) {
      return;
    }
    const over = [...this.rows.values()].filter(({ sessionKey }) => this.isOver(sessionKey));
    for (const [index, row] of over.entries()) {
      const why = this.whyForgotten(row, over.length - index);
      const isDue = (this.attempts.get(row.sessionKey)?.dueAtMs ?? 0) <= this.now();
      if (why === undefined && (!isDue || this.underWay.size >= attemptsAtOnceMax)) {
        continue;
      }
      this.begin(row, why === undefined ? () => this.tell(row) : () => this.giveUp(row, why));
    }
  }

  /** Addresses of the brokers that keep a session of this rule which is over. */
  leftOf(ruleId: string): string[] {
    const left = [...this.rows.values()].filter((row) => row.ruleId === ruleId && row.staleSinceMs !== null);
    return left.map(({ connection }) => connection.url);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.underWay.values());
  }

  private isOver(sessionKey: string): boolean {
    return !this.wanted.has(sessionKey) && !this.claimed.has(sessionKey) && !this.underWay.has(sessionKey);
  }

  private whyForgotten({ instanceId, staleSinceMs }: BrokerSessionRow, youngerCount: number): string | undefined {
    if (this.connections?.has(instanceId) === false) {
      return "its instance was deleted";
    }
    if (staleSinceMs !== null && this.now() - staleSinceMs > staleMsMax) {
      return "the broker did not answer for 30 days";
    }
    return youngerCount > staleCountMax ? "there are too many" : undefined;
  }

  private begin({ sessionKey }: BrokerSessionRow, work: () => Promise<void>): void {
    const done = work().finally(() => this.underWay.delete(sessionKey));
    this.underWay.set(sessionKey, done);
  }

  private async tell(row: BrokerSessionRow): Promise<void> {
    const { sessionKey, ruleId, instanceId, staleSinceMs } = row;
    const { log, end } = this.options;
    if (staleSinceMs === null && !(await this.put({ ...row, staleSinceMs: this.now() }))) {
      return;
    }
    const current = this.connections?.get(instanceId);
    // Credentials may have changed since; they are never sent to another address.
    const connection = current?.url === row.connection.url ? current : row.connection;
    const clientId = sessionClientId(row.connection.clientIdPrefix, this.options.installationId, ruleId);
    if (await end(connection, clientId)) {
      log.info({ ruleId, instanceId, url: connection.url }, "a session that is over was ended at the MQTT broker");
      await this.forget(row);
      return;
    }
    const known = this.attempts.get(sessionKey);
    const backoff = known?.backoff ?? new Backoff(retry);
    this.attempts.set(sessionKey, { backoff, dueAtMs: this.now() + backoff.nextMs() });
    if (known === undefined) {
      log.warn(
        { ruleId, instanceId, url: connection.url },
        "a session that is over stays at an MQTT broker that cannot be told; trying again",
      );
    }
  }

  private async giveUp(row: BrokerSessionRow, why: string): Promise<void> {
    const { ruleId, instanceId, connection } = row;
    this.options.log.warn(
      { ruleId, instanceId, url: connection.url, why },
      "a session at an MQTT broker is left to it",
    );
    await this.forget(row);
  }

  private async renew(wanted: BrokerSessionRow): Promise<void> {
    if (!(await this.put(wanted))) {
      throw new Error("runtime.db cannot be written.");
    }
  }

  private async put(row: BrokerSessionRow): Promise<boolean> {
    const { ok } = await this.options.records.call("putBrokerSession", { row });
    if (ok) {
      this.rows.set(row.sessionKey, row);
    }
    return ok;
  }

  private async forget({ sessionKey }: BrokerSessionRow): Promise<void> {
    const { ok } = await this.options.records.call("deleteBrokerSession", { sessionKey });
    if (ok) {
      this.rows.delete(sessionKey);
      this.attempts.delete(sessionKey);
    }
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }

  /** Undefined for a rule that has no session at an external broker. */
  private toRow({ ruleId, type, mqtt, mqttTopic }: DesiredRule): BrokerSessionRow | undefined {
    const { connection, instanceId } = mqtt;
    if (type !== "dataOutbound" || mqtt.broker !== "external" || connection === undefined || mqttTopic === undefined) {
      return undefined;
    }
    const clientId = sessionClientId(connection.clientIdPrefix, this.options.installationId, ruleId);
    const sessionKey = `${connection.url} ${clientId}`;
    const openedAtMs = this.now();
    return { sessionKey, ruleId, instanceId, connection, parentTopic: mqttTopic, openedAtMs, staleSinceMs: null };
  }
}
