import { connect } from "node:net";
import mqttPacket, { type Packet } from "mqtt-packet";
import type { Random } from "./random";

const connectPacket = (protocolVersion: 3 | 4 | 5): Packet => ({
  cmd: "connect",
  protocolId: protocolVersion === 3 ? "MQIsdp" : "MQTT",
  protocolVersion,
  clean: true,
  clientId: `hostile-${Math.floor(Math.random() * 1e9)}`,
  keepalive: 5,
});

const packets: readonly Packet[] = [
  { cmd: "publish", topic: "hostile/a", payload: Buffer.from("x"), qos: 1, messageId: 1, retain: false, dup: false },
  { cmd: "publish", topic: "hostile/a", payload: Buffer.alloc(5_000), qos: 2, messageId: 2, retain: true, dup: true },
  { cmd: "subscribe", messageId: 3, subscriptions: [{ topic: "#", qos: 2 }] },
  { cmd: "pubrel", messageId: 99 },
  { cmd: "pubrec", messageId: 99 },
  { cmd: "puback", messageId: 99 },
  { cmd: "unsubscribe", messageId: 4, unsubscriptions: ["#"] },
  { cmd: "pingreq" },
];

function flip(bytes: Buffer, random: Random): Buffer {
  const result = Buffer.from(bytes);
  for (let times = 1 + random.below(4); times > 0; times--) {
    const at = random.below(result.length);
    result[at] = (result[at] ?? 0) ^ (1 << random.below(8));
  }
  return result;
}

/** Bytes of one hostile connection: noise, broken packets, or valid packets in a wrong order. */
export function toHostileBytes(random: Random): Buffer {
  const protocolVersion = random.pick([3, 4, 5] as const);
  const generate = (packet: Packet) => mqttPacket.generate(packet, { protocolVersion });
  const greeting = generate(connectPacket(protocolVersion));
  const following = Array.from({ length: random.below(6) }, () => generate(random.pick(packets)));
  switch (random.below(6)) {
    case 0:
      return random.bytes(1 + random.below(300));
    case 1:
      return flip(greeting, random);
    case 2:
      return Buffer.concat([greeting, ...following.map((bytes) => flip(bytes, random))]);
    case 3:
      return Buffer.concat([...following, greeting, greeting]);
    case 4:
      // A length of 256 MiB that never comes.
      return Buffer.concat([greeting, Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f]), random.bytes(100)]);
    default:
      return Buffer.concat([greeting, ...following]).subarray(0, random.below(400));
  }
}

/** Sends the bytes and leaves, by a reset now and then; resolves when the connection is over. */
export async function sendBytes(port: number, bytes: Buffer, random: Random): Promise<void> {
  await new Promise<void>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(bytes, () => {
        setTimeout(() => (random.isChance(0.3) ? socket.resetAndDestroy() : socket.end()), random.below(30));
      });
    });
    const timer = setTimeout(() => socket.destroy(), 3_000);
    socket.on("data", () => undefined);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
