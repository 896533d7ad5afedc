import { spawn } from "node:child_process";

export interface MosquittoPubOptions {
  host?: string;
  port: number;
  topic: string;
  qos: 0 | 1 | 2;
  clientId?: string;
  protocolVersion?: "mqttv311" | "mqttv5";
  /** such as ["-D", "publish", "user-property", "k", "v"] */
  extra?: readonly string[];
}

/** Runs `mosquitto_pub` with the given standard input; resolves when it exited with success, which it does only after the acknowledgement. */
async function runMosquittoPub(options: MosquittoPubOptions, mode: "-s" | "-l" | "-n", input: Buffer): Promise<void> {
  const { host = "127.0.0.1", port, topic, qos, clientId, protocolVersion = "mqttv311", extra = [] } = options;
  const parameters = ["-h", host, "-p", `${port}`, "-t", topic, "-q", `${qos}`, "-V", protocolVersion, mode, ...extra];
  const child = spawn("mosquitto_pub", clientId === undefined ? parameters : ["-i", clientId, ...parameters], {
    stdio: ["pipe", "ignore", "pipe"],
  });
  let errorText = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errorText = (errorText + chunk.toString()).slice(-2_000);
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code !== 0) {
    throw new Error(`mosquitto_pub ended with ${code}: ${errorText}`);
  }
}

/** One message whose payload is exactly these bytes. */
export async function mosquittoPub(options: MosquittoPubOptions, payload: Buffer): Promise<void> {
  await (payload.length === 0 ? runMosquittoPub(options, "-n", payload) : runMosquittoPub(options, "-s", payload));
}

/** One message a line, over one connection. */
export async function mosquittoPubLines(options: MosquittoPubOptions, lines: readonly string[]): Promise<void> {
  await runMosquittoPub(options, "-l", Buffer.from(`${lines.join("\n")}\n`));
}
