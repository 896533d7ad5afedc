import { describe, expect, test, vi } from "vitest";
import { RedriveReceipt } from "@/server/runtime/dead-letters/redrive-receipt";
import { RuleDeadLetters } from "@/server/runtime/dead-letters/rule-dead-letters";
import type { RecordsStore } from "@/server/runtime/records/records-store";

const unreadable = { ok: false, code: "SQLITE_IOERR", message: "disk I/O error" } as const;

interface Params {
  ids?: number[] | null;
  exceptIds?: number[];
  letters?: unknown[];
}

/** The records thread's answers, from memory; `isBroken` is a disk that does nothing as asked. */
class MemoryRecords {
  readonly ids: number[] = [];
  isBroken = false;

  call(method: string, params: Params): Promise<unknown> {
    return Promise.resolve(this.isBroken ? unreadable : { ok: true, result: this.answer(method, params) });
  }

  private answer(method: string, { ids = null, letters = [], exceptIds = [] }: Params): unknown {
    const chosen = this.ids.filter((id) => (ids === null || ids.includes(id)) && !exceptIds.includes(id));
    switch (method) {
      case "countDeadLetters":
        return { count: chosen.length, bytes: 0 };
      case "readDeadLetters":
        return chosen.map((id) => ({ id, mqttTopic: "t/a", qos: 1, properties: "", body: Buffer.from(String(id)) }));
      case "deleteDeadLetters":
        this.ids.splice(0, this.ids.length, ...this.ids.filter((id) => !chosen.includes(id)));
        return chosen.length;
      default:
        this.ids.push(...letters.map((_, index) => this.ids.length + index + 1));
        return null;
    }
  }
}

async function setup(count: number) {
  const records = new MemoryRecords();
  records.ids.push(...Array.from({ length: count }, (_, index) => index + 1));
  const letters = new RuleDeadLetters(records as unknown as RecordsStore, "r1"); // safe because only `call` is used
  await letters.load();
  /** As a redrive does: hands everything over that is not on its way already. */
  const send = async () => {
    const taken = (await letters.read(null, 0, 100)).flatMap(({ id, message }) => (message ? [{ id, message }] : []));
    for (const { id } of taken) {
      letters.noteUnderWay(id);
    }
    return taken.map(({ message }) => message);
  };
  return { records, letters, send };
}

describe("RuleDeadLetters", () => {
  test("what cannot be read is an error, never an answer of none", async () => {
    const { records, letters } = await setup(2);
    records.isBroken = true;
    await expect(letters.countOf(null)).rejects.toThrow(/cannot be read/);
    await expect(letters.discard(null)).rejects.toThrow(/cannot be read/);
    await expect(letters.read(null, 0, 10)).rejects.toThrow(/cannot be read/);
    expect(letters.count).toBe(2);
  });

  test("a second redrive does not send what the first is still sending", async () => {
    const { send } = await setup(2);
    expect(await send()).toHaveLength(2);
    expect(await send()).toHaveLength(0);
  });

  test("one that is safe elsewhere is removed, also when the disk refuses at first", async () => {
    const { records, letters, send } = await setup(2);
    const [first] = await send();
    records.isBroken = true;
    first?.receipt?.confirm();
    await new Promise((resolve) => setImmediate(resolve));
    records.isBroken = false;
    expect(await send()).toHaveLength(0);
    await vi.waitFor(() => expect(records.ids).toEqual([2]), { timeout: 4_000 });
    expect(letters.count).toBe(1);
  });

  test("one that is rejected again can be sent again", async () => {
    const { letters, send } = await setup(1);
    const [message] = await send();
    expect(message?.receipt).toBeInstanceOf(RedriveReceipt);
    if (message !== undefined) {
      await letters.add([{ message, reason: { code: "invalid", stage: "send", message: "no" } }]);
    }
    expect(await send()).toHaveLength(1);
  });

  test("a flow that stops leaves what it had not settled to the next redrive", async () => {
    const { letters, send } = await setup(1);
    await send();
    letters.forgetUnderWay();
    expect(await send()).toHaveLength(1);
  });

  test("a discard neither counts nor removes by name what is on its way", async () => {
    const { records, letters, send } = await setup(3);
    await send();
    records.ids.push(4);
    expect(await letters.discard([1, 4])).toBe(1);
    expect(records.ids).toEqual([1, 2, 3]);
  });
});
