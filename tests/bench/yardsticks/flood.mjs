// Load: QoS 1 publishes on bare sockets, one prepared packet a connection whose identifier is patched, so that the generator costs little.
// Prints what it waited for: every PUBACK.
import { connect } from "node:net";
import mqttPacket from "mqtt-packet";

const [port, messages, connections, window, parentTopic, bodyBytes = "256", topicCount = "0"] = process.argv.slice(2);
const perConnection = Math.floor(Number(messages) / Number(connections));
const windowMessages = Number(window);

function preparePacket(index) {
  const parent = topicCount === "0" ? parentTopic : `${parentTopic}-${index % Number(topicCount)}`;
  const topic = `${parent}/dev${index}/t`;
  const packet = mqttPacket.generate({
    cmd: "publish",
    topic,
    payload: Buffer.alloc(Number(bodyBytes), 97),
    qos: 1,
    messageId: 1,
    retain: false,
    dup: false,
  });
  return { packet, idOffset: packet.length - Number(bodyBytes) - 2 };
}

function publishAll(index, onFirst) {
  const { packet, idOffset } = preparePacket(index);
  const socket = connect({ port: Number(port), host: "127.0.0.1", noDelay: true });
  let sent = 0;
  let acknowledgedBytes = 0;
  let packetId = 0;

  function pump() {
    const acknowledged = acknowledgedBytes >> 2;
    const count = Math.min(perConnection - sent, windowMessages - (sent - acknowledged));
    if (count <= 0 || count < Math.min(windowMessages / 2, perConnection - sent)) {
      return;
    }
    const bytes = Buffer.allocUnsafe(count * packet.length);
    for (let n = 0; n < count; n++) {
      packet.copy(bytes, n * packet.length);
      packetId = (packetId % 65_000) + 1;
      bytes.writeUInt16BE(packetId, n * packet.length + idOffset);
    }
    sent += count;
    socket.write(bytes);
  }

  return new Promise((resolve, reject) => {
    let isConnected = false;
    socket.on("data", (chunk) => {
      if (isConnected) {
        acknowledgedBytes += chunk.length;
      } else {
        isConnected = true;
        acknowledgedBytes += chunk.length - 4;
        onFirst();
      }
      if (acknowledgedBytes >> 2 >= perConnection) {
        resolve(socket);
      } else {
        pump();
      }
    });
    socket.on("error", reject);
    socket.on("close", () =>
      reject(new Error(`connection ${index} closed after ${acknowledgedBytes >> 2} acknowledgements`)),
    );
    socket.write(
      mqttPacket.generate({
        cmd: "connect",
        protocolId: "MQTT",
        protocolVersion: 4,
        clean: true,
        clientId: `GID_flood@@@${index}-${process.pid}`,
        keepalive: 0,
      }),
    );
  });
}

let startedAtMs = 0;
const onFirst = () => {
  if (startedAtMs === 0) {
    startedAtMs = performance.now();
    console.log(JSON.stringify({ isReady: true, startedAtEpochMs: Date.now() }));
  }
};
await Promise.all(Array.from({ length: Number(connections) }, (_, index) => publishAll(index, onFirst)));
const acknowledged = perConnection * Number(connections);
console.log(JSON.stringify({ acknowledged, elapsedMs: performance.now() - startedAtMs }));
process.exit(0);
