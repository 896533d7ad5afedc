// Peer: the bridge most people would write first in Node: mqtt.js and the official gRPC client, one send a message, acknowledged on arrival of the answer.
// Needs a RocketMQ 5 proxy; the topic must exist.
import { connect } from "mqtt";
import { Producer } from "rocketmq-client-nodejs";

const [mqttPort, endpoints, topic, filter, underWayMax = "512"] = process.argv.slice(2);
const quiet = { info: () => undefined, debug: () => undefined, warn: () => undefined, error: console.error };
const producer = new Producer({ endpoints, topics: [topic], namespace: "", requestTimeout: 5_000, logger: quiet });
await producer.startup();
const client = connect({
  host: "127.0.0.1",
  port: Number(mqttPort),
  protocolVersion: 4,
  clean: true,
  clientId: `naive-${process.pid}`,
});

let underWay = 0;
let resume;
client.handleMessage = (packet, acknowledge) => {
  underWay++;
  const properties = new Map([
    ["mqttSecondTopic", packet.topic.slice(packet.topic.indexOf("/"))],
    ["qoslevel", `${packet.qos}`],
    ["topic", packet.topic],
  ]);
  const sent = producer.send({ topic, body: packet.payload, properties }).then(() => {
    underWay--;
    // Taken out first: the next message may be handled within the call.
    const acknowledgeLast = resume;
    resume = undefined;
    acknowledgeLast?.();
  });
  sent.catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
  if (underWay < Number(underWayMax)) {
    acknowledge();
  } else {
    resume = acknowledge;
  }
};
client.subscribe(filter, { qos: 1 }, () => console.log(JSON.stringify({ isReady: true })));
