import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { statfs } from "node:fs/promises";
import path from "node:path";
import type { MqttConnection } from "@/lib/instances/schemas";
import type { DesiredRule } from "@/lib/rules/desired";
import type { Settings } from "@/server/config/env";
import type { MqttBroker } from "@/server/embedded/mqtt-broker/contracts";
import { openMqttBroker } from "@/server/embedded/mqtt-broker/mqtt-broker";
import { endBrokerSession } from "@/server/mqtt/session-end";
import { defaultSessionTiming } from "@/server/mqtt/session-options";
import type { Logger } from "@/server/observability/logger";
import type { InstanceSnapshot, RuntimeMessage, RuntimeRequest } from "@/server/protocol/messages";
import { SnapshotDelta } from "@/server/protocol/snapshot-delta";
import { ClientPool } from "@/server/rocketmq/client-pool";
import { GrpcClientPool } from "@/server/rocketmq/grpc/grpc-client-pool";
import { BrokerSessions } from "./broker-sessions";
import { createSink, createSource } from "./connectors";
import { DesiredState } from "./desired-state";
import { Credit } from "./flow/credit";
import { laneOf } from "./flow/lane-of";
import { SendGates } from "./flow/send-gate";
import { handleRequest } from "./handle-request";
import { IdleMemory } from "./idle-memory";
import { createToFlowMessage } from "./mapping/to-flow-message";
import { createUniqueKeys } from "./mapping/unique-key";
import { Recorder } from "./metrics/recorder";
import { Reconciler } from "./reconciler";
import { RecordsStore } from "./records/records-store";
import { RuleRunner, type RunnerTools } from "./rule-runner";
import { eraseSpool } from "./spool/disk-spool";
import { SpoolBudget } from "./spool/spool-budget";
import { systemScheduler } from "./system-scheduler";
import { TopicObserver } from "./topic-observer";
import { DeviceTracer } from "./traces/device-tracer";
import { TraceLog } from "./traces/trace-log";
import { WorkerLink } from "./worker-link";

/** Memory that all flows together may hold. */
const heldByAll = { messages: 400_000, bytes: 256 * 1024 * 1024 };
const waitingByAll = { messages: 400_000, bytes: 128 * 1024 * 1024 };
const bestEffortByAll = { messages: 100_000, bytes: 64 * 1024 * 1024 };
const watchMs = 500;

export interface RuntimeOptions {
  settings: Settings;
  log: Logger;
  send(message: RuntimeMessage): void;
  /** Something without which nothing may be acknowledged is gone. */
  onFatal(error: unknown): void;
  /** Ends the process when another one holds the data folder. */
  checkLock(): void;
}

/** All flows of one data folder. The folder's lock must be held. */
export class Runtime {
  readonly reconciler: Reconciler;
  private readonly idleMemory = new IdleMemory();
  private readonly recorder: Recorder;
  private readonly observer: TopicObserver | undefined;
  private readonly devices: DeviceTracer | undefined;
  private ticker: NodeJS.Timeout | undefined;
  private watcher: NodeJS.Timeout | undefined;
  private readonly options: RuntimeOptions;
  private readonly parts: Parts;

  private constructor(options: RuntimeOptions, parts: Parts) {
    const { log, send } = options;
    const delta = new SnapshotDelta();
    this.options = options;
    this.parts = parts;
    this.observer = parts.broker === undefined ? undefined : new TopicObserver(parts.broker);
    this.devices =
      parts.broker && new DeviceTracer(parts.broker, parts.runnerTools.traces, () => parts.desired.embeddedInstanceId);
    this.reconciler = new Reconciler({
      listDesired: () => this.listDesired(),
      createRunner: (ruleId) => new RuleRunner(ruleId, parts.runnerTools),
      onError: (err, ruleId) => log.error({ err, ruleId }, "the rules could not be applied; trying again"),
    });
    this.recorder = new Recorder({
      runners: this.reconciler.runners,
      records: parts.records,
      instances: () => this.instances(),
      onSnapshot: (snapshot) => send(delta.take(snapshot)),
      onState: (ruleId, { instanceId, state, stateReason, stateSinceMs }) => {
        log.info({ ruleId, state, reason: stateReason }, "rule state");
        send({ type: "status", ruleId, instanceId, state, ...(stateReason && { stateReason }), stateSinceMs });
      },
      onImbalance: (ruleId, imbalance) => log.error({ ruleId, imbalance }, "the ledger does not balance"),
    });
  }

  static async open(options: RuntimeOptions): Promise<Runtime> {
    return new Runtime(options, await openParts(options));
  }

  /** Takes up the rules and begins to report. */
  start(): void {
    this.reconcile();
    this.ticker = setInterval(() => this.tick(), 1_000);
    this.watcher = setInterval(() => this.recorder.watch(), watchMs);
  }

  reconcile(): void {
    this.reconciler.reconcile().catch((err: unknown) => this.options.log.error({ err }, "reconciling failed"));
  }

  request(request: RuntimeRequest): Promise<unknown> {
    const { runnerTools, records } = this.parts;
    return handleRequest(request, {
      reconciler: this.reconciler,
      observer: this.observer,
      clients: () => ({
        devices: this.parts.broker?.devices() ?? [],
        away: this.parts.broker?.awaySessions() ?? [],
      }),
      forgetRule: async (ruleId) => {
        await eraseSpool(runnerTools.spools, runnerTools.spoolFileOf(ruleId), runnerTools.spoolBudget);
        await records.call("forgetRule", { ruleId });
      },
    });
  }

  /** Drains, writes the rest to disk, keeps the sessions at the brokers. */
  async close(): Promise<void> {
    const { desired, broker, records, runnerTools } = this.parts;
    clearInterval(this.ticker);
    clearInterval(this.watcher);
    await Promise.all([this.reconciler.close(), runnerTools.sessions.close()]);
    await this.recorder.checkpoint();
    await broker?.close();
    this.tickTraces();
    await runnerTools.traces.close();
    await Promise.all([records.close(), runnerTools.spools.close()]);
    desired.close();
  }

  private tick(): void {
    void noteFreeDisk(this.parts.runnerTools.spoolBudget, this.options.settings.spoolDir);
    if (this.parts.desired.hasChanged()) {
      this.reconcile();
    }
    this.parts.runnerTools.sessions.tick();
    this.observer?.tidy();
    this.recorder.tick();
    this.tickTraces();
    this.parts.runnerTools.traces.tick(Date.now());
    this.idleMemory.tick(this.receivedByAll(), Date.now());
  }

  private tickTraces(): void {
    const nowMs = Date.now();
    this.devices?.tick(nowMs);
    for (const { tracer, ledger } of this.reconciler.runners.values()) {
      tracer.tick(ledger.received, nowMs);
    }
  }

  private receivedByAll(): number {
    let received = 0;
    for (const { ledger } of this.reconciler.runners.values()) {
      received += ledger.received;
    }
    return received;
  }

  private listDesired() {
    const { desired, broker, runnerTools } = this.parts;
    const rules = desired.listRules();
    runnerTools.sessions.want(rules, desired.mqttConnections());
    broker?.setKnownTopics(desired.knownTopics());
    broker?.reserveTopics(forwardedTopics(rules));
    return rules;
  }

  private instances(): Record<string, InstanceSnapshot> {
    const { broker, desired } = this.parts;
    const instances: Record<string, InstanceSnapshot> = {};
    for (const { desired: rule } of this.reconciler.runners.values()) {
      if (rule !== undefined) {
        instances[rule.mqtt.instanceId] = { connections: null, subscriptions: null, publishesReceived: null };
      }
    }
    if (broker !== undefined && desired.embeddedInstanceId !== undefined) {
      instances[desired.embeddedInstanceId] = {
        connections: broker.connections(),
        subscriptions: broker.subscriptions(),
        publishesReceived: broker.counters.publishesReceived,
      };
    }
    return instances;
  }
}

/** A disk that does not tell sets no limit: SQLite's own refusal still holds. */
async function noteFreeDisk(budget: SpoolBudget, dir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dir).catch(() => ({ bavail: undefined, bsize: 0 }));
  budget.noteFree(bavail === undefined ? undefined : bavail * bsize);
}

/** Parent topics of the embedded broker that a rule forwards, be it running or not. */
function forwardedTopics(rules: readonly DesiredRule[]): ReadonlySet<string> {
  return new Set(
    rules.flatMap(({ type, status, mqtt, mqttTopic }) =>
      type === "dataOutbound" && status === "enabled" && mqtt.broker === "embedded" && mqttTopic !== undefined
        ? [mqttTopic]
        : [],
    ),
  );
}

interface Parts {
  desired: DesiredState;
  broker: MqttBroker | undefined;
  records: RecordsStore;
  runnerTools: RunnerTools;
}

async function openParts({ settings, log, onFatal, checkLock }: RuntimeOptions): Promise<Parts> {
  for (const folder of [settings.dataDir, settings.spoolDir, settings.mqttDir]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  const workerFile = (name: string) => path.join(settings.distDir, `${name}.worker.mjs`);
  const records = new RecordsStore({
    workerFile: workerFile("records"),
    path: settings.runtimeDatabase,
    migrations: path.join(settings.rootDir, "db/migrations/runtime"),
    onDeath: onFatal,
  });
  const spools = new WorkerLink(workerFile("spool"), {}, onFatal);
  const broker =
    settings.mqtt &&
    (await openMqttBroker({
      ...settings.mqtt,
      dataDir: settings.mqttDir,
      reservedTopics: "all",
      onError: (err) => log.error({ err }, "embedded MQTT broker"),
    }));
  const fallback = randomUUID().replaceAll("-", "").slice(0, 12);
  const setting = await records.call("readSetting", { name: "installationId", fallback });
  const installationId = setting.ok ? setting.result : fallback;
  const spoolBudget = new SpoolBudget(settings.spool);
  await noteFreeDisk(spoolBudget, settings.spoolDir);
  const connectors = {
    broker,
    pool: new ClientPool(),
    gates: new SendGates(systemScheduler),
    grpcPool: new GrpcClientPool(),
    installationId,
    waiting: new Credit(waitingByAll),
  };
  const runnerTools: RunnerTools = {
    createSource: (rule, history) => createSource(connectors, rule, history),
    createSink: (rule) => createSink(connectors, rule),
    map: createToFlowMessage(
      createUniqueKeys(() => randomBytes(10).toString("hex").toUpperCase(), Date.now),
      laneOf,
    ),
    sessions: await BrokerSessions.open({ records, installationId, log, end: endSession }),
    records,
    traces: new TraceLog({
      settings: settings.traces,
      records,
      onError: (problem) => log.error({ problem }, "traces could not be written"),
    }),
    spools,
    spoolBudget,
    spoolFileOf: (ruleId) => path.join(settings.spoolDir, `${ruleId}.db`),
    held: new Credit(heldByAll),
    bestEffort: new Credit(bestEffortByAll),
    onWake: checkLock,
  };
  return { desired: new DesiredState(settings.appDatabase), broker, records, runnerTools };
}

function endSession(connection: MqttConnection, clientId: string): Promise<boolean> {
  const version = connection.protocolVersion === "auto" ? 5 : connection.protocolVersion;
  return endBrokerSession({ connection, clientId }, version, defaultSessionTiming);
}
