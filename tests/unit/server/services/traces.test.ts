import { describe, expect, it } from "vitest";
import { ListDeviceTracesQuery, ListMessageTracesQuery, type MessageTrace } from "@/lib/traces/schemas";
import { emptyHistory, type MessageTraceWindow } from "@/server/services/shared/runtime-history";
import { listDeviceTraces } from "@/server/services/traces/list-devices";
import { listMessageTraces } from "@/server/services/traces/list-messages";
import { createTestContext, makeInstance } from "./test-context";

const at = new Date("2026-11-02T12:00:00.000Z");
const trace = { messageId: "M1" } as MessageTrace; // safe because the service hands it on unread

function setUp(count = 0) {
  const context = createTestContext();
  const asked: MessageTraceWindow[] = [];
  context.now = () => at;
  context.history = {
    ...emptyHistory,
    listMessageTraces: (window) => {
      asked.push(window);
      const all = Array.from({ length: count }, (_, n) => ({ trace, position: { timeMs: 1_000 - n, id: 50 - n } }));
      return all.slice(0, window.limit);
    },
    findMessageTrace: (_, messageId) => (messageId === "ABC1" ? trace : undefined),
    countTraces: () => ({ seen: 1_000, recorded: 100 }),
  };
  return { context, asked, instanceId: makeInstance(context) };
}

const messages = (query: Record<string, unknown>) => ListMessageTracesQuery.parse(query);
const codeOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("message traces", () => {
  it("are of the last hour when no time is given, and say how many of the messages were recorded", () => {
    const { context, asked, instanceId } = setUp();
    const { sampling } = listMessageTraces(context, instanceId, messages({}));
    expect(asked[0]).toMatchObject({ instanceId, toMs: at.getTime(), fromMs: at.getTime() - 3_600_000 });
    expect(sampling).toEqual({ seen: 1_000, recorded: 100, perSecondMax: 5, burst: 50, keptDays: 3, rowsMax: 500_000 });
  });

  it("are refused for more than a day, naming the field", () => {
    const { context, instanceId } = setUp();
    const from = "2026-11-01T11:59:59.999Z";
    expect(codeOf(() => listMessageTraces(context, instanceId, messages({ from })))).toMatchObject({
      code: "VALIDATION",
      errors: [{ field: "from" }],
    });
    expect(() => listMessageTraces(context, instanceId, messages({ from: "2026-11-01T12:00:00Z" }))).not.toThrow();
  });

  it("give a cursor exactly while there are more", () => {
    const { context, asked, instanceId } = setUp(3);
    const page = listMessageTraces(context, instanceId, messages({ limit: "2" }));
    expect(page).toMatchObject({ items: [trace, trace], nextCursor: "999-49" });
    listMessageTraces(context, instanceId, messages({ limit: "2", cursor: "999-49" }));
    expect(asked[1]?.before).toEqual({ timeMs: 999, id: 49 });
    expect(listMessageTraces(context, instanceId, messages({ limit: "3" })).nextCursor).toBeNull();
  });

  it("find a message by its ID in any case of letters, whenever it came", () => {
    const { context, instanceId } = setUp();
    expect(listMessageTraces(context, instanceId, messages({ messageId: " abc1 " })).items).toEqual([trace]);
    expect(listMessageTraces(context, instanceId, messages({ messageId: "other" })).items).toEqual([]);
  });

  it("take no wildcard but one at the end of a topic", () => {
    const { context, instanceId } = setUp();
    for (const topic of ["a/+/b", "a/#/b", "+"]) {
      expect(codeOf(() => listMessageTraces(context, instanceId, messages({ topic })))).toMatchObject({
        errors: [{ field: "topic" }],
      });
    }
  });
});

describe("device traces", () => {
  it("say that nothing is known of an external broker's devices", () => {
    const { context, instanceId } = setUp();
    const page = listDeviceTraces(context, instanceId, ListDeviceTracesQuery.parse({}));
    expect(page).toMatchObject({ items: [], nextCursor: null, isKnown: false });
  });

  it("are refused for an instance that does not exist", () => {
    const { context } = setUp();
    expect(codeOf(() => listDeviceTraces(context, "none", ListDeviceTracesQuery.parse({})))).toMatchObject({
      code: "INSTANCE_NOT_FOUND",
    });
  });
});
