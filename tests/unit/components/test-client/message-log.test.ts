import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toShownBody } from "@/components/test-client/log-item";
import { cutBody, entriesMax, MessageLog } from "@/components/test-client/message-log";

const bytes = (text: string) => new TextEncoder().encode(text);
const message = (topic: string) => ({
  kind: "received" as const,
  atMs: 0,
  isDuplicate: false,
  topic,
  body: bytes("x"),
  payloadBytes: 1,
  qos: 1,
  isRetained: false,
  userProperties: [],
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("the newest messages are kept, and the number of dropped ones is told", () => {
  const log = new MessageLog();
  for (let index = 0; index < entriesMax + 3; index++) {
    log.add(message(`t/${index}`));
  }
  vi.runAllTimers();
  expect(log.view().entries).toHaveLength(entriesMax);
  expect(log.view().entries[0]).toMatchObject({ topic: `t/${entriesMax + 2}` });
  expect(log.view().droppedCount).toBe(3);
});

test("however many messages come, the view changes once in a tenth of a second", () => {
  const log = new MessageLog();
  const redraw = vi.fn();
  log.subscribe(redraw);
  for (let index = 0; index < 50; index++) {
    log.add(message("t"));
  }
  vi.runAllTimers();
  expect(redraw).toHaveBeenCalledTimes(1);
});

test("paused, what is shown stays and what arrives is counted; resuming shows all of it", () => {
  const log = new MessageLog();
  log.add(message("before"));
  vi.runAllTimers();
  log.setPaused(true);
  log.add(message("meanwhile"));
  vi.runAllTimers();
  expect(log.view()).toMatchObject({ isPaused: true, newCount: 1, entries: [{ topic: "before" }] });
  log.setPaused(false);
  expect(log.view()).toMatchObject({ isPaused: false, newCount: 0 });
  expect(log.view().entries.map(({ topic }) => topic)).toEqual(["meanwhile", "before"]);
});

test("what became of a sent message is shown at it", () => {
  const log = new MessageLog();
  const id = log.add({ ...message("t"), kind: "sent", state: { kind: "pending" } });
  log.settle(id, { kind: "done", tookMs: 3 });
  vi.runAllTimers();
  expect(log.view().entries[0]).toMatchObject({ kind: "sent", state: { kind: "done", tookMs: 3 } });
});

test("only the beginning of a large body is kept", () => {
  expect(cutBody(new Uint8Array(1_000_000))).toHaveLength(16 * 1024);
});

test("a body is shown in the form asked for, or the next plainer one that it has", () => {
  expect(toShownBody(bytes('{"a":1}'), false, "json")).toBe('{\n  "a": 1\n}');
  expect(toShownBody(bytes("no json"), false, "json")).toBe("no json");
  expect(toShownBody(Uint8Array.of(0xff, 0x00), false, "text")).toContain("ff 00");
  expect(toShownBody(bytes("hi"), false, "hex")).toContain("68 69");
});
