import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { remotingRequest } from "@/server/embedded/rocketmq/remoting-request";
import { measureStoreBytes, StoreCap } from "@/server/embedded/rocketmq/store-cap";
import { freeRocketmqPorts } from "../../helpers/ports";
import { startRocketmq } from "../../helpers/rocketmq-server";
import { waitFor } from "../../helpers/wait-for";

const sendMessageV2 = 310;
const getBrokerConfig = 26;
const mebibyte = 1024 * 1024;

async function send(brokerPort: number, topic: string): Promise<void> {
  const extFields = {
    a: "test",
    b: topic,
    c: "TBW102",
    d: "1",
    e: "0",
    f: "0",
    g: String(Date.now()),
    h: "0",
    i: "",
    j: "0",
    k: "false",
    m: "false",
  };
  const { code, remark } = await remotingRequest(brokerPort, sendMessageV2, {
    extFields,
    body: Buffer.alloc(2 * mebibyte, 1),
  });
  if (code !== 0) {
    throw new Error(`the broker refused a message: ${code} ${remark}`);
  }
}

async function readReservedHours(brokerPort: number): Promise<string | undefined> {
  const { body } = await remotingRequest(brokerPort, getBrokerConfig);
  return /^fileReservedTime=(\d+)/m.exec(body.toString("utf8"))?.[1];
}

test("the oldest messages are deleted beyond the byte cap, the broker takes new ones all the time, and its age limit comes back", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "sluice-cap-"));
  const ports = await freeRocketmqPorts();
  const server = await startRocketmq({ dataDir, ...ports });
  onTestFinished(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  await server.createTopic("TopicA", 1);
  for (let number = 0; number < 150; number += 1) {
    await send(ports.brokerPort, "TopicA");
  }
  const storeDir = path.join(dataDir, "store");
  const storeBytesMax = 220 * mebibyte;
  expect(await measureStoreBytes(storeDir)).toBeGreaterThan(storeBytesMax);
  const cap = new StoreCap({ version: "4.9.7", dir: dataDir, cacheDir: "", ...ports, grpcPort: 0, storeBytesMax });
  const isUnderCap = async () => {
    await send(ports.brokerPort, "TopicA");
    return (await cap.check()).storeBytes <= storeBytesMax;
  };
  await waitFor(isUnderCap, { timeoutMs: 120_000, intervalMs: 1000, what: "the store is under its cap" });
  expect(await readReservedHours(ports.brokerPort)).toBe("24");
  expect(cap.isDeleting).toBe(false);
}, 180_000);
