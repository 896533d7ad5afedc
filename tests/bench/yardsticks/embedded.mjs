// Yardstick: aedes in one process with a bare Remoting sender; the PUBACK is written after RocketMQ stored the message.
// No retry, no order across lanes, no spool, no counters: what a product with the same parts would do if it did nothing else.
import { createServer } from "node:net";
import { Aedes } from "aedes";
import { Batcher } from "./batcher.mjs";
import { encodeMessage, RemotingSender, toProperties } from "./remoting-sender.mjs";

const [mqttPort, brokerPort, topic] = process.argv.slice(2);
const sender = await RemotingSender.open(Number(brokerPort));
const batcher = new Batcher((batch) => sender.send(topic, batch));
const broker = await Aedes.createBroker({ concurrency: 100 });
broker.authorizePublish = (client, packet, done) => {
  batcher.add(encodeMessage(packet.payload, toProperties(packet.topic, packet.qos, client?.id)), () => done(null));
};
createServer(broker.handle).listen(Number(mqttPort), "127.0.0.1", () => console.log(JSON.stringify({ isReady: true })));
