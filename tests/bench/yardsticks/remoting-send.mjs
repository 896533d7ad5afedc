// Yardstick: batches straight into RocketMQ without MQTT: what the storage side alone can take.
import { measureWork } from "./measure-work.mjs";
import { encodeMessage, RemotingSender, toProperties } from "./remoting-sender.mjs";

const [brokerPort, topic, messages, bodyBytes, perBatch = "128", underWay = "8"] = process.argv.slice(2);
const sender = await RemotingSender.open(Number(brokerPort));
const body = Buffer.alloc(Number(bodyBytes), 97);
const size = Number(perBatch);

async function sendAll(total) {
  let sent = 0;
  const work = async () => {
    while (sent < total) {
      const count = Math.min(size, total - sent);
      sent += count;
      const batch = Array.from({ length: count }, () =>
        encodeMessage(body, toProperties("bench/device/t", 1, "GID_bench@@@device")),
      );
      await sender.send(topic, batch);
    }
  };
  await Promise.all(Array.from({ length: Number(underWay) }, work));
}

const total = Number(messages);
await sendAll(Math.ceil(total / 10));
await measureWork(total, () => sendAll(total));
sender.close();
