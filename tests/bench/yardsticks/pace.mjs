// Load: one QoS 1 publish after another at a steady rate on one connection; prints the time from PUBLISH to PUBACK.
import { connect } from "node:net";
import mqttPacket from "mqtt-packet";
import { SteadyRate } from "./steady-rate.mjs";

const [port, parentTopic, ratePerSecond, seconds, bodyBytes] = process.argv.slice(2);
const payload = Buffer.alloc(Number(bodyBytes), 97);
const answers = new Map();
const rate = new SteadyRate(Number(ratePerSecond), Number(seconds));
const socket = connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
const parser = mqttPacket.parser({ protocolVersion: 4 });

function publish(number, answered) {
  const messageId = (number % 65_000) + 1;
  answers.set(messageId, answered);
  const topic = `${parentTopic}/paced/t`;
  socket.write(mqttPacket.generate({ cmd: "publish", topic, payload, qos: 1, messageId, retain: false, dup: false }));
}

parser.on("packet", (packet) => {
  if (packet.cmd === "connack") {
    rate.start(publish);
  } else if (packet.cmd === "puback") {
    answers.get(packet.messageId)?.();
  }
});
socket.on("data", (chunk) => parser.parse(chunk));
socket.on("close", () => process.exit(1));
socket.write(
  mqttPacket.generate({
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clean: true,
    clientId: `GID_pace@@@${process.pid}`,
    keepalive: 0,
  }),
);
