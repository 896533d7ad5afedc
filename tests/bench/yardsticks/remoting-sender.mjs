import { connect } from "node:net";

const sendBatchMessage = 320;
const getMaxOffset = 30;

/** The least that can send batches over RocketMQ's Remoting protocol: no routes, no retry, no reconnect. */
export class RemotingSender {
  #socket;
  #opaque = 0;
  #pending = new Map();
  #rest = Buffer.alloc(0);
  #queue = 0;

  constructor(socket) {
    this.#socket = socket;
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("error", (error) => {
      console.error(error.message);
      process.exit(1);
    });
  }

  static async open(port) {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await new Promise((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
    return new RemotingSender(socket);
  }

  /** Resolves when RocketMQ stored the batch. */
  send(topic, encodedMessages) {
    const queueId = this.#queue++ % 8;
    return this.#call(
      sendBatchMessage,
      {
        a: "yardstick",
        b: topic,
        c: "TBW102",
        d: "8",
        e: `${queueId}`,
        f: "0",
        g: `${Date.now()}`,
        h: "0",
        i: "",
        j: "0",
        k: "false",
        m: "true",
      },
      Buffer.concat(encodedMessages),
    );
  }

  /** How many messages eight queues of a topic hold: the count that every contender is measured by. */
  async countStored(topic) {
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, queueId) =>
        this.#call(getMaxOffset, { topic, queueId: `${queueId}` }, Buffer.alloc(0)),
      ),
    );
    return replies.reduce((sum, reply) => sum + Number(reply.extFields.offset), 0);
  }

  close() {
    this.#socket.destroy();
  }

  #call(code, extFields, body) {
    const opaque = ++this.#opaque;
    const header = Buffer.from(JSON.stringify({ code, language: "OTHER", version: 401, opaque, flag: 0, extFields }));
    const head = Buffer.allocUnsafe(8);
    head.writeUInt32BE(4 + header.length + body.length, 0);
    head.writeUInt32BE(header.length, 4);
    this.#socket.cork();
    this.#socket.write(head);
    this.#socket.write(header);
    this.#socket.write(body);
    process.nextTick(() => this.#socket.uncork());
    return new Promise((resolve, reject) => this.#pending.set(opaque, { resolve, reject }));
  }

  #read(chunk) {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32BE(0)) {
      const end = 4 + bytes.readUInt32BE(0);
      const reply = JSON.parse(bytes.toString("utf8", 8, 8 + (bytes.readUInt32BE(4) & 0xff_ff_ff)));
      bytes = bytes.subarray(end);
      const call = this.#pending.get(reply.opaque);
      this.#pending.delete(reply.opaque);
      if (reply.code === 0) {
        call?.resolve(reply);
      } else {
        call?.reject(new Error(`RocketMQ answered ${reply.code}: ${reply.remark}`));
      }
    }
    this.#rest = bytes;
  }
}

/** One message inside a batch body. */
export function encodeMessage(body, properties) {
  const propertyBytes = Buffer.byteLength(properties);
  const bytes = Buffer.allocUnsafe(22 + body.length + propertyBytes);
  bytes.writeInt32BE(bytes.length, 0);
  bytes.fill(0, 4, 16);
  bytes.writeInt32BE(body.length, 16);
  body.copy(bytes, 20);
  bytes.writeInt16BE(propertyBytes, 20 + body.length);
  bytes.write(properties, 22 + body.length);
  return bytes;
}

let nextId = Date.now() * 1000;

/** The properties that a forwarded message carries. */
export function toProperties(topic, qos, clientId) {
  const subtopic = topic.slice(topic.indexOf("/"));
  const id = (nextId++).toString(16).padStart(32, "0");
  const sender = clientId === undefined ? "" : `clientId\x01${clientId}\x02`;
  return `mqttSecondTopic\x01${subtopic}\x02qoslevel\x01${qos}\x02${sender}topic\x01${topic}\x02UNIQ_KEY\x01${id}\x02`;
}
