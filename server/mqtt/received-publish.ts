import type { AcknowledgementRing } from "./acknowledgement-ring";
import type { InboundPublish, PublishProperties } from "./contracts";

/** One object is both the message and the receipt for it: a session makes tens of thousands a second. */
export class ReceivedPublish implements InboundPublish {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1 | 2;
  readonly clientId: string | undefined;
  readonly cleanSession = undefined;
  readonly mqtt5: PublishProperties | undefined;
  private readonly ring: AcknowledgementRing;
  private readonly sequence: number;

  constructor(
    topic: string,
    payload: Buffer,
    qos: 0 | 1 | 2,
    clientId: string | undefined,
    mqtt5: PublishProperties | undefined,
    ring: AcknowledgementRing,
    sequence: number,
  ) {
    this.topic = topic;
    this.payload = payload;
    this.qos = qos;
    this.clientId = clientId;
    this.mqtt5 = mqtt5;
    this.ring = ring;
    this.sequence = sequence;
  }

  get isVoid(): boolean {
    return this.ring.isVoid;
  }

  confirm(): void {
    if (this.sequence >= 0) {
      this.ring.confirm(this.sequence);
    }
  }
}
