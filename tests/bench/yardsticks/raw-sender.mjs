// Yardstick: batches straight into RocketMQ without MQTT: what the storage side alone can take.
import { encodeMessage, RemotingSender, toProperties } from "./remoting-sender.mjs";

const [brokerPort, topic, messages, perBatch = "128", underWay = "8"] = process.argv.slice(2);
const sender = await RemotingSender.open(Number(brokerPort));
const body = Buffer.alloc(256, 97);
const total = Number(messages);
const size = Number(perBatch);
let sent = 0;

async function work() {
  while (sent < total) {
    const count = Math.min(size, total - sent);
    sent += count;
    const batch = Array.from({ length: count }, () =>
      encodeMessage(body, toProperties("bench/device/t", 1, "GID_bench@@@device")),
    );
    await sender.send(topic, batch);
  }
}

console.log(JSON.stringify({ isReady: true }));
const startedAtMs = performance.now();
await Promise.all(Array.from({ length: Number(underWay) }, work));
console.log(JSON.stringify({ elapsedMs: performance.now() - startedAtMs, stored: total }));
sender.close();
