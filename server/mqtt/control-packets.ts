import mqttPacket, { type Packet, type Parser } from "mqtt-packet";
import { MalformedPacketError } from "./errors";

/** Everything but PUBLISH and its acknowledgements goes through mqtt-packet, one whole packet at a time. */
export class ControlPackets {
  private readonly protocolVersion: 4 | 5;
  private readonly parser: Parser;
  private decoded: Packet | undefined;
  private failure: Error | undefined;

  constructor(protocolVersion: 4 | 5) {
    this.protocolVersion = protocolVersion;
    this.parser = mqttPacket.parser({ protocolVersion });
    this.parser.on("packet", (packet) => {
      this.decoded = packet;
    });
    this.parser.on("error", (error: Error) => {
      this.failure = error;
    });
  }

  encode(packet: Packet): Buffer {
    return mqttPacket.generate(packet, { protocolVersion: this.protocolVersion });
  }

  decode(bytes: Buffer): Packet {
    this.reset();
    try {
      this.parser.parse(bytes);
    } catch (error) {
      throw new MalformedPacketError("a control packet cannot be read", { cause: error });
    }
    if (this.failure !== undefined || this.decoded === undefined) {
      throw new MalformedPacketError(readable(this.failure), { cause: this.failure });
    }
    return this.decoded;
  }

  private reset(): void {
    this.decoded = undefined;
    this.failure = undefined;
  }
}

function readable(failure: Error | undefined): string {
  return failure === undefined ? "a control packet is not complete" : failure.message;
}
