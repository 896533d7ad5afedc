import { connect, type Socket } from "node:net";

export interface RemotingReply {
  code: number;
  remark: string;
  extFields: Record<string, string>;
  body: Buffer;
}

const frameBytesMax = 16 * 1024 * 1024;

function encode(code: number, extFields: Record<string, string>, body: Buffer): Buffer {
  const header = Buffer.from(
    JSON.stringify({
      code,
      language: "OTHER",
      version: 401,
      opaque: 1,
      flag: 0,
      serializeTypeCurrentRPC: "JSON",
      extFields,
    }),
  );
  const prefix = Buffer.alloc(8);
  prefix.writeUInt32BE(4 + header.length + body.length, 0);
  prefix.writeUInt32BE(header.length, 4);
  return Buffer.concat([prefix, header, body]);
}

/** Undefined until the whole frame is there. */
function decode(received: Buffer): RemotingReply | undefined {
  if (received.length < 8) {
    return undefined;
  }
  const lengthBytes = received.readUInt32BE(0);
  if (lengthBytes > frameBytesMax) {
    throw new Error("the answer is not a Remoting frame");
  }
  if (received.length < 4 + lengthBytes) {
    return undefined;
  }
  const headerEnd = 8 + (received.readUInt32BE(4) & 0xff_ff_ff);
  const header = JSON.parse(received.toString("utf8", 8, headerEnd)) as Partial<RemotingReply>;
  return {
    code: header.code ?? -1,
    remark: header.remark ?? "",
    extFields: header.extFields ?? {},
    body: received.subarray(headerEnd, 4 + lengthBytes),
  };
}

/**
 * One request on a connection of its own, for the keeper's seldom calls to its own broker.
 * The keeper must not share code with the client that messages go through: it has to answer when that one is in trouble.
 */
export async function remotingRequest(
  port: number,
  code: number,
  {
    extFields = {},
    body = Buffer.alloc(0),
    timeoutMs = 3000,
  }: { extFields?: Record<string, string>; body?: Buffer; timeoutMs?: number } = {},
): Promise<RemotingReply> {
  let socket: Socket | undefined;
  try {
    return await new Promise((resolve, reject) => {
      let received = Buffer.alloc(0);
      socket = connect({ port, host: "127.0.0.1" });
      socket.setTimeout(timeoutMs, () => reject(new Error(`no answer within ${timeoutMs} ms`)));
      socket.once("error", reject);
      socket.once("close", () => reject(new Error("the connection was closed before the answer")));
      socket.once("connect", () => socket?.write(encode(code, extFields, body)));
      socket.on("data", (chunk) => {
        received = Buffer.concat([received, chunk]);
        try {
          const reply = decode(received);
          if (reply) {
            resolve(reply);
          }
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  } finally {
    socket?.destroy();
  }
}
