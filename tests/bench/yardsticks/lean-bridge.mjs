// Yardstick: one MQTT 3.1.1 subscription on a bare socket, PUBLISH parsed by hand, bare Remoting batches, PUBACKs in order after storage.
import { connect } from "node:net";
import mqttPacket from "mqtt-packet";
import { Batcher } from "./batcher.mjs";
import { encodeMessage, RemotingSender, toProperties } from "./remoting-sender.mjs";

const [mqttPort, brokerPort, topic, filter] = process.argv.slice(2);
const sender = await RemotingSender.open(Number(brokerPort));
const batcher = new Batcher((batch) => sender.send(topic, batch));
const socket = connect({ port: Number(mqttPort), host: "127.0.0.1", noDelay: true });

/** Packet identifiers in order of arrival; the contiguous stored prefix is acknowledged. */
const held = [];
let first = 0;

function release() {
  const from = first;
  while (first < held.length && held[first].isStored) {
    first++;
  }
  if (first === from) {
    return;
  }
  const acknowledgements = Buffer.allocUnsafe(4 * (first - from));
  for (let index = from; index < first; index++) {
    acknowledgements.writeUInt16BE(0x40_02, 4 * (index - from));
    acknowledgements.writeUInt16BE(held[index].packetId, 4 * (index - from) + 2);
  }
  socket.write(acknowledgements);
  if (first > 8_192) {
    held.splice(0, first);
    first = 0;
  }
}

function onPublish(bytes, flags) {
  const qos = (flags >> 1) & 3;
  const topicEnd = 2 + bytes.readUInt16BE(0);
  const name = bytes.toString("utf8", 2, topicEnd);
  const bodyStart = topicEnd + (qos > 0 ? 2 : 0);
  const entry = { packetId: qos > 0 ? bytes.readUInt16BE(topicEnd) : 0, isStored: false };
  if (qos > 0) {
    held.push(entry);
  }
  batcher.add(encodeMessage(bytes.subarray(bodyStart), toProperties(name, qos, undefined)), () => {
    entry.isStored = true;
    if (held[first] === entry) {
      release();
    }
  });
}

const handlers = {
  2: () =>
    socket.write(mqttPacket.generate({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: filter, qos: 1 }] })),
  3: onPublish,
  9: () => console.log(JSON.stringify({ isReady: true })),
};

/** Start and end of the packet at `offset`, or undefined while it is incomplete. */
function findPacket(bytes, offset) {
  let length = 0;
  for (let index = offset + 1, shift = 0; index < bytes.length; index++, shift += 7) {
    length += (bytes[index] & 127) * 2 ** shift;
    if (bytes[index] < 128) {
      return index + 1 + length <= bytes.length ? { start: index + 1, end: index + 1 + length } : undefined;
    }
  }
  return undefined;
}

let rest;
socket.on("data", (chunk) => {
  const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
  let offset = 0;
  for (let packet = findPacket(bytes, offset); packet !== undefined; packet = findPacket(bytes, offset)) {
    handlers[bytes[offset] >> 4]?.(bytes.subarray(packet.start, packet.end), bytes[offset] & 15);
    offset = packet.end;
  }
  rest = offset < bytes.length ? bytes.subarray(offset) : undefined;
});
socket.write(
  mqttPacket.generate({
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clean: true,
    clientId: `lean-${process.pid}`,
    keepalive: 0,
  }),
);
