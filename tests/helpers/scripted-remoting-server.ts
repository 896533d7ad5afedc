import net from "node:net";
import type { ReceivedCommand } from "@/server/rocketmq/remoting/command";
import { FrameDecoder } from "@/server/rocketmq/remoting/frame-decoder";
import { encodeFrameHead } from "@/server/rocketmq/remoting/frame-encoder";
import { decodeProperties } from "@/server/rocketmq/remoting/properties";
import type { ReadMessage } from "./read-topic";

/** What the server does with one request. */
export type Reply =
  | { kind: "answer"; code?: number; remark?: string; fields?: Record<string, string>; body?: Buffer; afterMs?: number }
  | { kind: "silence" }
  | { kind: "disconnect" }
  | { kind: "garbage"; bytes: Buffer };

export type Script = (request: ReceivedCommand) => Reply;

const flagResponse = 1;

/** Name server and broker in one, doing what a test's script says; one topic, one broker. Speaks the wire for real. */
export class ScriptedRemotingServer {
  readonly requests: ReceivedCommand[] = [];
  connectionCount = 0;
  #script: Script;
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(script?: Script) {
    this.#script = script ?? ((request) => this.standardReply(request));
    this.#server = net.createServer((socket) => this.#serve(socket));
  }

  get address(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") {
      throw new Error("the scripted server does not listen");
    }
    return `127.0.0.1:${address.port}`;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  async listen(port = 0): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
    return this;
  }

  /** Replaces what the server does from now on. */
  play(script: Script): void {
    this.#script = script;
  }

  requestsOf(code: number): ReceivedCommand[] {
    return this.requests.filter((request) => request.code === code);
  }

  /** Ends all connections, as a crash does; goes on listening. */
  disconnectAll(): void {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }

  /** A request that the server makes of the client. */
  ask(code: number, isOneway: boolean): void {
    for (const socket of this.#sockets) {
      socket.write(encodeFrameHead({ code, opaque: 777, flag: isOneway ? 2 : 0, fields: {} }, 0));
    }
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) {
      clearTimeout(timer);
    }
    this.disconnectAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What a healthy server says: routes with `queueCount` queues on itself, offsets counted for each queue. */
  standardReply(request: ReceivedCommand, { queueCount = 4, permission = 6 } = {}): Reply {
    switch (request.code) {
      case 105:
        return { kind: "answer", body: Buffer.from(this.routeJson(queueCount, permission)) };
      case 106:
        return { kind: "answer", body: Buffer.from(this.#clusterJson()) };
      case 28:
        return { kind: "answer", body: Buffer.from('{"table":{"brokerVersionDesc":"V4_9_7"}}') };
      case 202:
        return { kind: "answer", body: Buffer.from('{"offsetTable":{}}') };
      case 310:
      case 320:
        return this.storeReply(request);
      default:
        return { kind: "answer", code: 3, remark: `request type ${request.code} not supported` };
    }
  }

  readonly #offsets = new Map<string, number>();

  /** What a healthy broker would hold now, in the order in which it was stored. */
  readonly stored: ReadMessage[] = [];

  storeReply(request: ReceivedCommand, code = 0): Reply {
    const queueId = request.fields["e"] ?? "0";
    const count = request.code === 320 ? countBatch(request.body) : 1;
    const offset = this.#offsets.get(queueId) ?? 0;
    this.#offsets.set(queueId, offset + count);
    this.stored.push(...toStoredMessages(request, Number(queueId), offset));
    const msgId = Array.from({ length: count }, (_, index) => (offset + index).toString(16).padStart(32, "0")).join(
      ",",
    );
    return { kind: "answer", code, fields: { msgId, queueId, queueOffset: String(offset) } };
  }

  /** As a name server writes it: not quite JSON. */
  routeJson(queueCount: number, permission = 6): string {
    const queues = `{"brokerName":"scripted","perm":${permission},"readQueueNums":${queueCount},"writeQueueNums":${queueCount},"topicSysFlag":0}`;
    return `{"brokerDatas":[{"brokerAddrs":{0:"${this.address}"},"brokerName":"scripted","cluster":"C"}],"filterServerTable":{},"queueDatas":[${queues}]}`;
  }

  #clusterJson(): string {
    return `{"brokerAddrTable":{"scripted":{"brokerAddrs":{0:"${this.address}"},"brokerName":"scripted","cluster":"C"}},"clusterAddrTable":{"C":["scripted"]}}`;
  }

  #serve(socket: net.Socket): void {
    this.connectionCount += 1;
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("close", () => this.#sockets.delete(socket));
    const decoder = new FrameDecoder((request) => {
      this.requests.push(request);
      if (!request.isResponse) {
        this.#reply(socket, request, this.#script(request));
      }
    });
    socket.on("data", (chunk) => decoder.push(chunk));
  }

  #reply(socket: net.Socket, request: ReceivedCommand, reply: Reply): void {
    if (reply.kind === "disconnect") {
      socket.destroy();
    } else if (reply.kind === "garbage") {
      socket.write(reply.bytes);
    } else if (reply.kind === "answer" && reply.afterMs !== undefined) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        writeAnswer(socket, request, reply);
      }, reply.afterMs);
      this.#timers.add(timer);
    } else if (reply.kind === "answer") {
      writeAnswer(socket, request, reply);
    }
  }
}

function writeAnswer(socket: net.Socket, request: ReceivedCommand, reply: Extract<Reply, { kind: "answer" }>): void {
  const { code = 0, remark, fields, body } = reply;
  const head = encodeFrameHead({ code, opaque: request.opaque, flag: flagResponse, fields, remark }, body?.length ?? 0);
  socket.write(body === undefined ? head : Buffer.concat([head, body]));
}

/** Bodies of the messages in a batch request. */
export function batchBodies(batch: Buffer): Buffer[] {
  const bodies: Buffer[] = [];
  for (let offset = 0; offset < batch.length; offset += batch.readInt32BE(offset)) {
    bodies.push(batch.subarray(offset + 20, offset + 20 + batch.readInt32BE(offset + 16)));
  }
  return bodies;
}

function toStoredMessages(request: ReceivedCommand, queueId: number, firstOffset: number): ReadMessage[] {
  const messages =
    request.code === 320
      ? batchMessages(request.body)
      : [{ body: request.body, properties: request.fields["i"] ?? "" }];
  return messages.map(({ body, properties }, index) => {
    const read = Object.fromEntries(decodeProperties(properties));
    return {
      messageId: read["UNIQ_KEY"] ?? "",
      brokerMessageId: "",
      brokerName: "scripted",
      queueId,
      queueOffset: firstOffset + index,
      bornAtMs: Date.now(),
      body,
      properties: read,
    };
  });
}

function batchMessages(batch: Buffer): { body: Buffer; properties: string }[] {
  const messages: { body: Buffer; properties: string }[] = [];
  for (let offset = 0; offset < batch.length; offset += batch.readInt32BE(offset)) {
    const bodyEnd = offset + 20 + batch.readInt32BE(offset + 16);
    const propertiesEnd = bodyEnd + 2 + batch.readInt16BE(bodyEnd);
    messages.push({
      body: Buffer.from(batch.subarray(offset + 20, bodyEnd)),
      properties: batch.toString("utf8", bodyEnd + 2, propertiesEnd),
    });
  }
  return messages;
}

function countBatch(batch: Buffer): number {
  return batchBodies(batch).length;
}
