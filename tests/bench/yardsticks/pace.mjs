// Load: one QoS 1 publish after another at a steady rate on one connection; prints the time from PUBLISH to PUBACK.
import { connect } from "node:net";
import { createHistogram } from "node:perf_hooks";
import mqttPacket from "mqtt-packet";

const [port, ratePerSecond, seconds, parentTopic, bodyBytes = "256"] = process.argv.slice(2);
const total = Number(ratePerSecond) * Number(seconds);
const warmUp = Number(ratePerSecond);
const payload = Buffer.alloc(Number(bodyBytes), 97);
const sentAtNs = new Map();
const histogram = createHistogram();
const socket = connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
const parser = mqttPacket.parser({ protocolVersion: 4 });
let sent = 0;
let acknowledged = 0;
let startedAtMs = 0;

function tick() {
  const due = Math.min(warmUp + total, Math.ceil(((performance.now() - startedAtMs) / 1000) * Number(ratePerSecond)));
  while (sent < due) {
    sent++;
    const messageId = (sent % 65_000) + 1;
    sentAtNs.set(messageId, { at: process.hrtime.bigint(), isCounted: sent > warmUp });
    socket.write(
      mqttPacket.generate({
        cmd: "publish",
        topic: `${parentTopic}/paced/t`,
        payload,
        qos: 1,
        messageId,
        retain: false,
        dup: false,
      }),
    );
  }
  if (sent < warmUp + total) {
    setTimeout(tick, 1);
  }
}

function settle(messageId) {
  const message = sentAtNs.get(messageId);
  sentAtNs.delete(messageId);
  acknowledged++;
  if (message?.isCounted) {
    histogram.record(process.hrtime.bigint() - message.at);
  }
  if (acknowledged === warmUp + total) {
    const toMs = (nanoseconds) => Number(nanoseconds) / 1e6;
    const [p50Ms, p95Ms, p99Ms] = [50, 95, 99].map((percent) => toMs(histogram.percentile(percent)));
    console.log(JSON.stringify({ acknowledged: histogram.count, p50Ms, p95Ms, p99Ms, maxMs: toMs(histogram.max) }));
    process.exit(0);
  }
}

parser.on("packet", (packet) => {
  if (packet.cmd === "connack") {
    startedAtMs = performance.now();
    tick();
  } else if (packet.cmd === "puback") {
    settle(packet.messageId);
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
