// Yardstick: the official Node client, one send a message, many under way. Needs a RocketMQ 5 proxy; the topic must exist.
import { Producer } from "rocketmq-client-nodejs";
import { measureWork } from "./measure-work.mjs";

const [endpoints, topic, messages, bodyBytes, underWay = "512"] = process.argv.slice(2);
const quiet = { info: () => undefined, debug: () => undefined, warn: () => undefined, error: console.error };
const producer = new Producer({ endpoints, topics: [topic], namespace: "", requestTimeout: 5_000, logger: quiet });
await producer.startup();
const body = Buffer.alloc(Number(bodyBytes), 97);

async function sendAll(total) {
  let sent = 0;
  const work = async () => {
    while (sent < total) {
      sent++;
      const properties = new Map([
        ["mqttSecondTopic", "/device/t"],
        ["qoslevel", "1"],
        ["clientId", "GID_bench@@@device"],
      ]);
      await producer.send({ topic, body, properties });
    }
  };
  await Promise.all(Array.from({ length: Number(underWay) }, work));
}

const total = Number(messages);
await sendAll(Math.ceil(total / 10));
await measureWork(total, () => sendAll(total));
process.exit(0);
