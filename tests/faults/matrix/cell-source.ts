import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { daysFromNow, TestAuthority } from "@/tests/helpers/certificates";
import type { ConsoleApp } from "@/tests/helpers/console-app";
import { type FaultProxy, startFaultProxy } from "@/tests/helpers/fault-proxy";
import { startMosquitto, type TestMosquitto } from "@/tests/helpers/mosquitto-server";
import { freePort } from "@/tests/helpers/ports";

export type SourceName = "embedded" | "mosquitto";

/** The MQTT side of a cell. */
export interface CellSource {
  instanceId: string;
  /** Where publishers publish, past every fault. */
  publishPort: number;
  /** The way on which faults are made: the publishers' own to the embedded broker, the product's to an external one. */
  proxy: FaultProxy;
  isExternal: boolean;
  mosquitto: TestMosquitto | undefined;
  close(): Promise<void>;
}

async function openEmbedded(app: ConsoleApp): Promise<CellSource> {
  const { instanceId } = await app.api.embeddedInstance();
  const proxy = await startFaultProxy({ port: app.ports.mqtt });
  const close = async () => await proxy.close();
  return { instanceId, publishPort: app.ports.mqtt, proxy, isExternal: false, mosquitto: undefined, close };
}

/** MQTT 5 over TLS with persistence; publishers take a plain listener of the same broker. */
async function openMosquitto(app: ConsoleApp): Promise<CellSource> {
  const dir = mkdtempSync(path.join(tmpdir(), "sluice-cell-"));
  const authority = new TestAuthority(dir);
  const certificate = authority.issue("server", { from: daysFromNow(-1), to: daysFromNow(30) });
  const tlsPort = await freePort();
  const publishPort = await freePort();
  const mosquitto = await startMosquitto({
    port: tlsPort,
    persistence: true,
    tls: certificate,
    config: `listener ${publishPort} 127.0.0.1`,
  });
  const proxy = await startFaultProxy({ port: tlsPort });
  const { instanceId } = await app.api.call<{ instanceId: string }>("POST", "/instances", {
    name: "mosquitto",
    regionId: "cn-hangzhou",
    connection: {
      url: `mqtts://localhost:${proxy.port}`,
      protocolVersion: 5,
      tls: { ca: authority.ca.pem },
    },
  });
  const close = async () => {
    await proxy.close();
    await mosquitto.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { instanceId, publishPort, proxy, isExternal: true, mosquitto, close };
}

export async function openSource(app: ConsoleApp, name: SourceName): Promise<CellSource> {
  return name === "embedded" ? await openEmbedded(app) : await openMosquitto(app);
}
