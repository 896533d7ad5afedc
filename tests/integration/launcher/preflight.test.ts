import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { findPortProblems } from "@/server/config/check-ports";
import { parseSettings } from "@/server/config/env";
import { freePort, freeRocketmqPorts } from "../../helpers/ports";

async function occupy(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
}

async function settingsWithFreePorts() {
  const dataDir = mkdtempSync(path.join(tmpdir(), "sluice-preflight-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const { namesrvPort, brokerPort } = await freeRocketmqPorts();
  const env = {
    SLUICE_DATA_DIR: dataDir,
    SLUICE_PORT: String(await freePort()),
    SLUICE_MQTT_PORT: String(await freePort()),
    SLUICE_MQTT_WS_PORT: String(await freePort()),
    SLUICE_ROCKETMQ_NAMESRV_PORT: String(namesrvPort),
    SLUICE_ROCKETMQ_BROKER_PORT: String(brokerPort),
  };
  return parseSettings(env as unknown as NodeJS.ProcessEnv, process.cwd());
}

describe("the check before the start", () => {
  test("has nothing to say when every port is free", async () => {
    expect(await findPortProblems(await settingsWithFreePorts())).toEqual([]);
  });

  test("names every busy port at once, with the setting that moves it", async () => {
    const settings = await settingsWithFreePorts();
    await occupy(settings.port);
    await occupy(settings.mqtt?.port ?? 0);
    await occupy((settings.rocketmq?.brokerPort ?? 0) - 2);
    expect(await findPortProblems(settings)).toEqual([
      `Port ${settings.port} of the console is in use by another program. Stop that program, or set SLUICE_PORT to a free port.`,
      `Port ${settings.mqtt?.port} of the embedded MQTT broker is in use by another program. Stop that program, or set SLUICE_MQTT_PORT to a free port.`,
      `Port ${(settings.rocketmq?.brokerPort ?? 0) - 2} of the embedded RocketMQ broker (its port - 2) is in use by another program. Stop that program, or set SLUICE_ROCKETMQ_BROKER_PORT to a free port.`,
    ]);
  });
});
