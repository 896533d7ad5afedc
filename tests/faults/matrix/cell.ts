import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ConsoleApp, startConsoleApp } from "@/tests/helpers/console-app";
import { freeRocketmqPorts } from "@/tests/helpers/ports";
import { type RocketmqFaultProxy, startRocketmqFaultProxy } from "@/tests/helpers/rocketmq-fault-proxy";
import { startRocketmq, type TestRocketmq } from "@/tests/helpers/rocketmq-server";
import { waitFor } from "@/tests/helpers/wait-for";
import { registerRocketmq } from "../outbound";
import { type CellSource, openSource, type SourceName } from "./cell-source";

export type RocketmqVersion = "4.9.7" | "5.5.0";

/** One source, one destination and the product between them, all real, with a fault proxy on either side. */
export interface Cell {
  app: ConsoleApp;
  source: CellSource;
  rocketmq: TestRocketmq;
  /** The way to the same RocketMQ on which faults are made. */
  way: RocketmqFaultProxy;
  /** RocketMQ instances of the product: one on the straight way, one on the faulty one. */
  straightId: string;
  faultyId: string;
  close(): Promise<void>;
}

/** A broker answers nothing about itself in its first second: it has no statistics yet. */
async function waitUntilReached(app: ConsoleApp, nameServer: string): Promise<void> {
  const endpoint = { protocol: "remoting", nameServers: [nameServer] };
  const isWell = async () => (await app.api.call<{ ok: boolean }>("POST", "/rocketmq-instances/test", { endpoint })).ok;
  await waitFor(isWell, { timeoutMs: 60_000, intervalMs: 200, what: `RocketMQ is reached at ${nameServer}` });
}

export async function openCell(sourceName: SourceName, version: RocketmqVersion): Promise<Cell> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "sluice-cell-"));
  const ports = await freeRocketmqPorts();
  const rocketmq = await startRocketmq({ dataDir, version, ...ports });
  const app = await startConsoleApp({ env: { SLUICE_EMBEDDED: "mqtt", SLUICE_ROCKETMQ_SERIES: "4.0,5.0" } });
  const way = await startRocketmqFaultProxy(ports);
  await waitUntilReached(app, way.nameServer);
  const series = version === "5.5.0" ? "5.0" : "4.0";
  const source = await openSource(app, sourceName);
  return {
    app,
    source,
    rocketmq,
    way,
    straightId: await registerRocketmq(app, "straight", rocketmq.nameServer, { series }),
    faultyId: await registerRocketmq(app, "faulty", way.nameServer, { series }),
    close: async () => {
      await app.dispose();
      await source.close();
      await way.close();
      await rocketmq.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
