import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { insertMqttInstance } from "@/db/queries/mqtt-instances";
import { insertRocketmqInstance } from "@/db/queries/rocketmq-instances";
import { rules } from "@/db/schema/app/rules";
import { topics } from "@/db/schema/app/topics";
import { RuntimeMessage, type RuntimeRequest, type RuntimeSnapshot } from "@/server/protocol/messages";
import { expandSnapshot } from "@/server/protocol/snapshot-delta";
import { waitFor } from "../../helpers/wait-for";

const migrations = path.resolve(import.meta.dirname, "../../../db/migrations/app");
const at = new Date("2026-11-01T00:00:00Z");

/** app.db as the console would write it: one embedded MQTT instance, one RocketMQ instance. */
export function createAppDatabase(dataDir: string, nameServer: string) {
  mkdirSync(dataDir, { recursive: true });
  const db = openDatabase(path.join(dataDir, "app.db"));
  migrateDatabase(db.$client, migrations);
  insertMqttInstance(db, {
    instanceId: "mqtt-test",
    name: "embedded",
    regionId: "cn-hangzhou",
    kernelVersion: "V3.3.0",
    instanceType: "Professional",
    status: "InService",
    broker: "embedded",
    endpoints: [],
    connection: null,
    refuseUnknownTopics: false,
    ruleQuota: 100,
    topicQuota: 1_000,
    tags: {},
    createdAt: at,
    updatedAt: at,
    version: 1,
  });
  insertRocketmqInstance(db, {
    instanceId: "MQ_INST_test",
    name: "rocketmq",
    regionId: "cn-hangzhou",
    series: "4.0",
    broker: "external",
    endpoint: { protocol: "remoting", nameServers: [nameServer] },
    namespace: null,
    accessKey: null,
    secretKey: null,
    securityToken: null,
    tls: null,
    requireReplica: false,
    detectedVersion: null,
    createdAt: at,
    updatedAt: at,
    version: 1,
  });
  return db;
}

export function insertRule(
  db: ReturnType<typeof createAppDatabase>,
  rule: { ruleId: string; mqttTopic: string; rocketmqTopic: string },
): void {
  db.insert(topics)
    .values({ instanceId: "mqtt-test", name: rule.mqttTopic, description: "", createdAt: at, updatedAt: at })
    .run();
  db.insert(rules)
    .values({
      ...rule,
      instanceId: "mqtt-test",
      status: "enabled",
      type: "dataOutbound",
      rocketmqInstanceId: "MQ_INST_test",
      createdAt: at,
      updatedAt: at,
    })
    .run();
}

/** The built runtime as a process of its own, with the console's end of the protocol. */
export class RuntimeProcess {
  snapshot: RuntimeSnapshot | undefined;
  output = "";
  private child: ChildProcess | undefined;
  private exited: Promise<number | null> = Promise.resolve(null);
  private nextId = 1;
  private readonly answers = new Map<number, (message: RuntimeMessage) => void>();
  private readonly productDir: string;
  private readonly env: Record<string, string>;

  constructor(productDir: string, env: Record<string, string>) {
    this.productDir = productDir;
    this.env = env;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): void {
    this.snapshot = undefined;
    const child = spawn(process.execPath, ["--enable-source-maps", path.join(this.productDir, "dist/runtime.mjs")], {
      cwd: this.productDir,
      env: { ...process.env, ...this.env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      this.output = (this.output + chunk.toString()).slice(-20_000);
    });
    child.on("message", (value) => this.receive(value));
    this.exited = new Promise((resolve) => child.once("exit", resolve));
    this.child = child;
  }

  async request(request: RuntimeRequest): Promise<unknown> {
    const id = this.nextId++;
    const answer = await new Promise<RuntimeMessage>((resolve) => {
      this.answers.set(id, resolve);
      this.child?.send({ type: "request", id, request });
    });
    if (answer.type !== "response" || !answer.ok) {
      throw new Error(`${request.method} was refused: ${JSON.stringify(answer)}`);
    }
    return answer.result;
  }

  announce(): void {
    this.child?.send({ type: "announce" });
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Closes the channel as a dying console does. */
  disconnect(): void {
    this.child?.disconnect();
  }

  async untilExit(): Promise<number | null> {
    return await this.exited;
  }

  async kill(): Promise<void> {
    this.child?.kill("SIGKILL");
    await this.exited;
  }

  async untilRule(ruleId: string, state: string, timeoutMs = 20_000): Promise<void> {
    await waitFor(() => this.snapshot?.rules[ruleId]?.state === state, {
      timeoutMs,
      what: `rule ${ruleId} is ${state} (${JSON.stringify(this.snapshot?.rules[ruleId])}; ${this.output.slice(-2_000)})`,
    });
  }

  private receive(value: unknown): void {
    const message = RuntimeMessage.parse(value);
    if (message.type === "snapshot") {
      this.snapshot = expandSnapshot(message, this.snapshot);
    } else if (message.type === "response") {
      this.answers.get(message.id)?.(message);
      this.answers.delete(message.id);
    }
  }
}
