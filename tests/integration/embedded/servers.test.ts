import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { isListening } from "@/server/embedded/rocketmq/tcp-probe";
import { startMosquitto } from "../../helpers/mosquitto-server";
import { freePort, freeRocketmqPorts } from "../../helpers/ports";
import { startRocketmq } from "../../helpers/rocketmq-server";

function temporaryDir(): string {
  const dir = mkdtempSync(path.join(tmpdir(), "sluice-servers-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

describe("embedded RocketMQ", () => {
  test.each(["4.9.7", "5.5.0"] as const)(
    "%s takes topics, and keeps them when it is killed",
    async (version) => {
      const ports = await freeRocketmqPorts();
      const server = await startRocketmq({ dataDir: temporaryDir(), ...ports, version });
      onTestFinished(server.stop);
      await server.createTopic("TopicA", 4);
      const before = server.brokerPid();
      await server.killBroker();
      expect(await isListening(ports.brokerPort)).toBe(false);
      await server.startBroker();
      expect(server.brokerPid()).not.toBe(before);
      await server.createTopic("TopicA", 4);
    },
    180_000,
  );
});

describe("Mosquitto", () => {
  test("listens again on the same port after a kill and a restart", async () => {
    const server = await startMosquitto({ port: await freePort(), persistence: true });
    onTestFinished(server.stop);
    await server.kill();
    await server.restart();
    expect(await isListening(Number(new URL(server.url).port))).toBe(true);
  });
});
