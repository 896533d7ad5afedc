import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import mqtt from "mqtt";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "@/tests/helpers/ports";
import { waitFor } from "@/tests/helpers/wait-for";
import { connectClient, temporaryDir } from "./broker-harness";

async function startBroker(dataDir: string, port: number): Promise<ChildProcess> {
  const file = path.join(import.meta.dirname, "broker-process.ts");
  const child = spawn(process.execPath, ["--import", "tsx", file, dataDir, String(port)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "message");
  return child;
}

test("sessions, queued and retained messages survive SIGKILL of the process", async () => {
  const dataDir = temporaryDir();
  const port = await freePort();
  const url = `mqtt://127.0.0.1:${port}`;
  const session = { clientId: "survivor", clean: false, properties: { sessionExpiryInterval: 3_600 } };
  const first = await startBroker(dataDir, port);
  const subscriber = await connectClient(url, session);
  await subscriber.subscribeAsync("T/#", { qos: 1 });
  await subscriber.endAsync();
  const publisher = await connectClient(url);
  let routed = 0;
  publisher.on("message", () => routed++);
  await publisher.subscribeAsync("T/#", { qos: 0 });
  for (let index = 0; index < 100; index++) {
    await publisher.publishAsync("T/x", String(index), { qos: 1, retain: index === 99 });
  }
  // The broker acknowledges before it queues for offline subscribers, and routes to connected ones after.
  await waitFor(() => routed === 100);
  first.kill("SIGKILL");
  await once(first, "exit");
  expect(first.signalCode).toBe("SIGKILL");

  await startBroker(dataDir, port);
  const seen: string[] = [];
  let isSessionPresent = false;
  const again = mqtt.connect(url, { ...session, protocolVersion: 5, reconnectPeriod: 0 });
  onTestFinished(async () => await again.endAsync(true));
  again.on("connect", (connack) => {
    isSessionPresent = connack.sessionPresent;
  });
  again.on("message", (_topic, payload) => void seen.push(payload.toString()));
  await waitFor(() => seen.length === 100);
  expect(isSessionPresent).toBe(true);
  expect(seen).toEqual(Array.from({ length: 100 }, (_, index) => String(index)));

  const late = await connectClient(url);
  const retained: string[] = [];
  late.on("message", (_topic, payload) => void retained.push(payload.toString()));
  await late.subscribeAsync("T/#");
  await waitFor(() => retained.length === 1);
  expect(retained).toEqual(["99"]);
});
