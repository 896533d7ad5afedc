import { connect } from "node:net";
import mqttPacket from "mqtt-packet";

/**
 * Another client with the same client ID: takes the session, acknowledges nothing, and stays until the broker throws it out.
 * Resolves when it is out, to how long it held the session.
 */
export async function takeOver(port: number, clientId: string): Promise<number> {
  const socket = connect({ port, host: "127.0.0.1" });
  const parser = mqttPacket.parser({ protocolVersion: 5 });
  let takenAtMs: number | undefined;
  parser.on("packet", ({ cmd }) => {
    takenAtMs ??= cmd === "connack" ? performance.now() : undefined;
  });
  socket.on("data", (chunk: Buffer) => parser.parse(chunk));
  socket.on("error", () => socket.destroy());
  const packet = {
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 5,
    clean: false,
    clientId,
    keepalive: 600,
    properties: { sessionExpiryInterval: 3_600, receiveMaximum: 10 },
  } as const;
  socket.write(mqttPacket.generate(packet, { protocolVersion: 5 }));
  await new Promise((resolve) => socket.once("close", resolve));
  if (takenAtMs === undefined) {
    throw new Error("the other client was not admitted");
  }
  return performance.now() - takenAtMs;
}
