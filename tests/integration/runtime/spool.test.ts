import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { FlowMessage } from "@/server/runtime/flow/contracts";
import { DiskSpool, eraseSpool, type SpoolLimits } from "@/server/runtime/spool/disk-spool";
import { SpoolBudget } from "@/server/runtime/spool/spool-budget";
import { WorkerLink } from "@/server/runtime/worker-link";
import { waitFor } from "../../helpers/wait-for";
import { buildProduct } from "./worker-bundles";

const workDir = mkdtempSync(path.join(tmpdir(), "sluice-spool-"));
const workerFile = path.join(workDir, "product/dist/spool.worker.mjs");
let dir: string;

beforeAll(() => buildProduct(path.join(workDir, "product"), ["spool.worker"]));
afterAll(() => rmSync(workDir, { recursive: true, force: true }));
beforeEach(() => {
  dir = mkdtempSync(path.join(workDir, "spools-"));
});

function startWorker(): WorkerLink {
  const worker = new WorkerLink(workerFile, {}, (error) => {
    throw error;
  });
  onTestFinished(() => worker.close());
  return worker;
}

async function open(worker: WorkerLink, limits: SpoolLimits = {}, name = "rule"): Promise<DiskSpool> {
  const spool = await DiskSpool.open(worker, path.join(dir, `${name}.db`), limits);
  if ("code" in spool) {
    throw new Error(spool.message);
  }
  return spool;
}

function message(n: number, body = Buffer.from(String(n))): FlowMessage {
  const properties = "topic\x01a/ü\x02";
  return { key: "a/ü", body, properties, qos: 1, receivedAtMs: performance.now() - 5, receipt: undefined };
}

async function readAll(spool: DiskSpool, lane: number): Promise<FlowMessage[]> {
  const messages: FlowMessage[] = [];
  for (let after = 0; ; ) {
    const chunks = await spool.read(lane, after);
    if ("code" in chunks || chunks.length === 0) {
      return messages;
    }
    messages.push(...chunks.flatMap((chunk) => chunk.messages));
    after = chunks.at(-1)?.sequence ?? after;
  }
}

describe("the spool", () => {
  it("reads back what was written, byte for byte and in the order of each lane", async () => {
    const worker = startWorker();
    const spool = await open(worker);
    const binary = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await Promise.all([
      spool.append(3, [message(1, binary), message(2, Buffer.alloc(0))]),
      spool.append(4, [message(9)]),
      spool.append(3, [message(3)]),
    ]);
    const read = await readAll(spool, 3);
    expect(read.map(({ body }) => body)).toEqual([binary, Buffer.alloc(0), Buffer.from("3")]);
    expect(read[0]).toMatchObject({ key: "a/ü", properties: "topic\x01a/ü\x02", qos: 1 });
    expect(performance.now() - (read[0]?.receivedAtMs ?? 0)).toBeGreaterThan(5);
  });

  it("has after a restart what was not removed, and numbers what is new behind it", async () => {
    const first = startWorker();
    const before = await open(first);
    await before.append(1, [message(1)]);
    const second = await before.append(1, [message(2), message(3)]);
    before.remove(second.status === "committed" ? second.sequence : 0);
    await before.append(2, [message(4)]);
    await before.close();
    const after = await open(startWorker());
    expect(after.initialCounts.slice(0, 4)).toEqual([0, 1, 1, 0]);
    await after.append(1, [message(5)]);
    expect((await readAll(after, 1)).map(({ body }) => body.toString())).toEqual(["1", "5"]);
  });

  it("takes nothing over the limit of all spools together, says so, and takes again when another one has room to give", async () => {
    const worker = startWorker();
    const budget = new SpoolBudget({ bytesMax: 10_000, reserveBytes: 0 });
    await (await open(worker, { budget }, "first")).append(0, [message(1, Buffer.alloc(6_000))]);
    const second = await open(worker, { budget }, "second");
    expect(await second.append(0, [message(2, Buffer.alloc(6_000))])).toMatchObject({
      status: "failed",
      reason: { code: "spoolFull", message: expect.stringContaining("SLUICE_SPOOL_MIB") },
    });
    await eraseSpool(worker, path.join(dir, "first.db"), budget);
    expect(await second.append(0, [message(2, Buffer.alloc(6_000))])).toMatchObject({ status: "committed" });
  });

  it("counts what an earlier life left on disk towards the limit of all spools", async () => {
    const worker = startWorker();
    await (await open(worker, {}, "first")).append(0, [message(1, Buffer.alloc(6_000))]);
    const budget = new SpoolBudget({ bytesMax: 10_000, reserveBytes: 0 });
    await open(worker, { budget }, "first");
    const second = await open(worker, { budget }, "second");
    expect(await second.append(0, [message(2, Buffer.alloc(6_000))])).toMatchObject({ status: "failed" });
  });

  it("keeps of a chunk what a stop left of it", async () => {
    const worker = startWorker();
    const spool = await open(worker);
    const messages = [message(1), message(2), message(3)];
    const first = await spool.append(0, messages);
    await spool.append(0, [message(4)]);
    spool.shrink(first.status === "committed" ? first.sequence : 0, messages.slice(2));
    await spool.close();
    const after = await open(worker);
    expect(after.initialCounts[0]).toBe(2);
    expect((await readAll(after, 0)).map(({ body }) => body.toString())).toEqual(["3", "4"]);
  });

  // Symptom: a kill repeated all of a chunk of which RocketMQ had confirmed most.
  it("has after a kill what was not confirmed of a chunk, however often it was killed, and nothing less", async () => {
    const first = await open(startWorker());
    const appended = await first.append(0, [message(1, Buffer.alloc(0)), message(2), message(3), message(4)]);
    const sequence = appended.status === "committed" ? appended.sequence : 0;
    first.noteProgress(sequence, 1);
    first.noteProgress(sequence, 2);
    await first.append(1, [message(9)]);
    const second = await open(startWorker());
    expect(second.initialCounts.slice(0, 2)).toEqual([2, 1]);
    expect((await readAll(second, 0)).map(({ body }) => body.toString())).toEqual(["3", "4"]);
    const third = await open(startWorker());
    expect((await readAll(third, 0)).map(({ body }) => body.toString())).toEqual(["3", "4"]);
    third.noteProgress(sequence, 1);
    third.shrink(sequence, [message(4)]);
    const fourth = await open(startWorker());
    await fourth.append(0, [message(5)]);
    expect((await readAll(fourth, 0)).map(({ body }) => body.toString())).toEqual(["4", "5"]);
  });

  it("takes nothing for confirmed because an older chunk had its number", async () => {
    const worker = startWorker();
    const first = await open(worker);
    const appended = await first.append(0, [message(1), message(2)]);
    const sequence = appended.status === "committed" ? appended.sequence : 0;
    first.noteProgress(sequence, 1);
    first.remove(sequence);
    await first.close();
    const second = await open(worker);
    expect(await second.append(0, [message(3), message(4)])).toEqual({ status: "committed", sequence });
    await second.close();
    expect((await readAll(await open(worker), 0)).map(({ body }) => body.toString())).toEqual(["3", "4"]);
  });

  it("takes nothing over its limit, and takes again when something was removed", async () => {
    const spool = await open(startWorker(), { bytesMax: 10_000 });
    const first = await spool.append(0, [message(1, Buffer.alloc(6_000))]);
    expect(await spool.append(0, [message(2, Buffer.alloc(6_000))])).toEqual({ status: "full" });
    spool.remove(first.status === "committed" ? first.sequence : 0);
    await waitFor(() => spool.bytes === 0);
    expect(await spool.append(0, [message(2, Buffer.alloc(6_000))])).toMatchObject({ status: "committed" });
  });

  it("answers a disk that cannot be written to, instead of throwing", async () => {
    const worker = startWorker();
    mkdirSync(path.join(dir, "rule.db"));
    expect(await DiskSpool.open(worker, path.join(dir, "rule.db"))).toMatchObject({ code: "diskFull" });
  });
});
