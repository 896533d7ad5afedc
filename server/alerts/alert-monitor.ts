import type { AppDatabase, AppExecutor } from "@/db/client";
import { insertAlert, listLatestAlerts, purgeAlerts, resolveAlert } from "@/db/queries/alerts";
import { findMqttInstance } from "@/db/queries/mqtt-instances";
import type { AlertRow } from "@/db/schema/app/alerts";
import type { Logger } from "@/server/observability/logger";
import type { RuntimeSnapshot } from "@/server/protocol/messages";
import { AlertEvaluator, type KnownAlert, type Transition } from "./evaluator";
import { enqueueNotices } from "./outbox";
import { RuntimeWatch, type WatchedProcess } from "./runtime-watch";

/** Ours: alerts that the list remembers. */
const alertsKeptMax = 2_000;

export interface AlertMonitorOptions {
  db: AppDatabase;
  now(): Date;
  log: Logger;
  version: string;
}

/** Watches the runtime's snapshots and their absence; stores each alert that begins or ends together with its notices. Never throws: watching must not harm what is watched. */
export class AlertMonitor {
  private readonly evaluator: AlertEvaluator;
  private readonly runtimeWatch: RuntimeWatch;
  private readonly options: AlertMonitorOptions;

  constructor(options: AlertMonitorOptions) {
    this.options = options;
    const known = listLatestAlerts(options.db).map(toKnown);
    this.evaluator = new AlertEvaluator(known);
    this.runtimeWatch = new RuntimeWatch(known);
  }

  record({ rules }: Pick<RuntimeSnapshot, "rules">): void {
    this.hearRuntime();
    this.apply((at) => this.evaluator.evaluate(rules, at.getTime()));
  }

  hearRuntime(): void {
    this.runtimeWatch.hear();
  }

  /** Once a second. */
  checkRuntime(runtime: WatchedProcess): void {
    this.apply(() => {
      const transition = this.runtimeWatch.check(runtime);
      return transition === undefined ? [] : [transition];
    });
  }

  private apply(find: (at: Date) => Transition[]): void {
    const { db, log, now } = this.options;
    try {
      const at = now();
      const transitions = find(at);
      if (transitions.length === 0) {
        return;
      }
      db.transaction((tx) => this.store(tx, transitions, at), { behavior: "immediate" });
      for (const { settle, kind, to, ruleId } of transitions) {
        settle();
        log.warn({ ruleId, kind, to }, "alert");
      }
    } catch (error) {
      log.error({ err: error }, "alerts could not be stored; trying again");
    }
  }

  private store(tx: AppExecutor, transitions: readonly Transition[], now: Date): void {
    for (const transition of transitions) {
      const { version } = this.options;
      if (transition.to === "raised") {
        enqueueNotices(tx, "alert.raised", insertAlert(tx, toRow(tx, transition, now)), { now, version });
      } else {
        const { occurrence = null } = transition;
        const resolved = resolveAlert(tx, transition, { resolvedAt: now, occurrence });
        if (resolved !== undefined) {
          enqueueNotices(tx, "alert.resolved", resolved, { now, version });
        }
      }
    }
    purgeAlerts(tx, alertsKeptMax);
  }
}

function toRow(tx: AppExecutor, { kind, ruleId, instanceId, detail, occurrence }: Transition, now: Date) {
  const regionId = findMqttInstance(tx, instanceId)?.row.regionId ?? null;
  return { kind, ruleId, instanceId, regionId, detail, occurrence: occurrence ?? null, raisedAt: now };
}

function toKnown({ kind, ruleId, occurrence, raisedAt, resolvedAt }: AlertRow): KnownAlert {
  return {
    kind,
    ruleId,
    isRaised: resolvedAt === null,
    occurrence: occurrence ?? undefined,
    seenAtMs: raisedAt.getTime(),
  };
}
