import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type AppDatabase, openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { findMqttInstance } from "@/db/queries/mqtt-instances";
import { AlertMonitor } from "@/server/alerts/alert-monitor";
import { WebhookDispatcher } from "@/server/alerts/dispatcher";
import { getSettings, type Settings } from "@/server/config/env";
import { heldConsole, holdConsole } from "@/server/console-holder";
import type { ServiceContext } from "@/server/context";
import { MqttBrokers } from "@/server/gateways/mqtt-gateway";
import { RocketmqClusters } from "@/server/gateways/rocketmq-gateway";
import { openRuntimeHistory } from "@/server/gateways/runtime-history";
import type { OriginPolicy } from "@/server/http/origin";
import { ConsoleMeter } from "@/server/metrics/console-meter";
import { MetricsStore } from "@/server/metrics/metrics-store";
import { createLogger } from "@/server/observability/logger";
import { RuntimeClient } from "@/server/protocol/client";
import { forgetDeletedRules } from "@/server/services/rules/forgotten";
import { seedEmbedded } from "@/server/services/seed/seed-embedded";
import { StreamHub } from "@/server/stream/stream-hub";
import { getSupervisor } from "@/server/supervisor/get-supervisor";
import { productVersion } from "@/server/version";

export interface Console {
  /** For pages and actions: the local operator. */
  context: ServiceContext;
  contextFor(request: { requestId: string }): ServiceContext;
  hub: StreamHub;
  metrics: MetricsStore;
  meter: ConsoleMeter;
  originPolicy: OriginPolicy;
  /** Addresses of an instance's broker; none when it does not exist. */
  endpointsOf(instanceId: string): string[];
}

/** Who acts until sign-in exists; the server listens on loopback only. */
export const localOperator = "operator";

/**
 * The console's one composition root. Next loads modules several times, so it is kept where all copies find it. The first call opens
 * and migrates app.db and seeds the embedded instances: call it before the runtime is started, which reads that file.
 */
export function getConsole(): Console {
  return heldConsole() ?? holdConsole(openConsole(getSettings()));
}

function openConsole(settings: Settings): Console {
  const log = createLogger({ name: "console", level: settings.logLevel });
  const supervisor = getSupervisor();
  const runtime = new RuntimeClient(supervisor.runtime);
  const metrics = new MetricsStore();
  const context: ServiceContext = {
    db: openAppDatabase(settings),
    actor: localOperator,
    now: () => new Date(),
    runtime,
    metrics,
    history: openRuntimeHistory(settings.runtimeDatabase),
    rocketmq: new RocketmqClusters(),
    mqtt: new MqttBrokers(),
    config: {
      rocketmqSeries: settings.rocketmqSeries,
      mqtt: settings.mqtt,
      rocketmq: settings.rocketmq,
      rocketmq5: settings.rocketmq5,
      traces: settings.traces,
      version: productVersion,
    },
    embedded: () => supervisor.embeddedStatus(),
    log,
  };
  seedEmbedded(context);
  const hub = new StreamHub(runtime);
  const alerting = { db: context.db, now: context.now, log, version: productVersion };
  const monitor = new AlertMonitor(alerting);
  setInterval(() => monitor.checkRuntime(supervisor.runtime), 1_000).unref();
  new WebhookDispatcher(alerting).start();
  runtime.listen({
    onSnapshot: (snapshot) => {
      metrics.record(snapshot);
      monitor.record(snapshot);
    },
    onReady: () => {
      monitor.hearRuntime();
      forgetDeletedRules(context).catch((error: unknown) =>
        log.error({ err: error }, "deleted rules are cleared later"),
      );
    },
  });
  return {
    context,
    contextFor: ({ requestId }) => ({ ...context, requestId }),
    hub,
    metrics,
    meter: new ConsoleMeter(),
    endpointsOf: (instanceId) => findMqttInstance(context.db, instanceId)?.row.endpoints.map(({ url }) => url) ?? [],
    originPolicy: { allowedHosts: [settings.host, ...settings.allowedHosts] },
  };
}

function openAppDatabase(settings: Settings): AppDatabase {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const db = openDatabase(settings.appDatabase);
  migrateDatabase(db.$client, join(settings.rootDir, "db", "migrations", "app"));
  return db;
}
