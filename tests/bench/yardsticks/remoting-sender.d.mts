export class RemotingSender {
  static open(port: number): Promise<RemotingSender>;
  send(topic: string, encodedMessages: Buffer[]): Promise<unknown>;
  countStored(topic: string): Promise<number>;
  close(): void;
}
export function encodeMessage(body: Buffer, properties: string): Buffer;
export function toProperties(topic: string, qos: number, clientId: string | undefined): string;
