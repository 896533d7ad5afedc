import { readdirSync, readlinkSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EventStream } from "@/tests/e2e/fixtures/event-stream";
import { type ConsoleApp, startConsoleApp } from "@/tests/helpers/console-app";
import { findFigure, scrape } from "@/tests/helpers/scrape";
import { waitFor } from "@/tests/helpers/wait-for";

/** Together more than the console allows at once, so that a leak of any kind would also show as refusals. */
const opensOfEachKind = 40;
const openAtOnce = 20;

let app: ConsoleApp;

beforeAll(async () => {
  app = await startConsoleApp({ env: { SLUICE_EMBEDDED: "mqtt" } });
}, 180_000);
afterAll(() => app?.dispose(), 60_000);

const streamUrl = () => `${app.baseUrl}/api/v1/stream`;
const streams = async () => findFigure(await scrape(app.baseUrl), "sluice_console_streams");
const until = (count: number) =>
  waitFor(async () => (await streams()) === count, { timeoutMs: 30_000, what: `${count} streams are open` });

function socketsOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).filter((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith("socket:");
    } catch {
      return false;
    }
  }).length;
}

const request = () =>
  `GET /api/v1/stream HTTP/1.1\r\nHost: 127.0.0.1:${app.ports.console}\r\nAccept: text/event-stream\r\n`;

async function openSocket(text: string): Promise<Socket> {
  const socket = connect(app.ports.console, "127.0.0.1");
  // A reset is what some of these are for.
  socket.on("error", () => undefined);
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.write(text);
  return socket;
}

async function openRaw(): Promise<Socket> {
  const socket = await openSocket(`${request()}\r\n`);
  await new Promise((resolve) => socket.once("data", resolve));
  return socket;
}

const ways: Record<string, () => Promise<unknown>> = {
  "closed by the reader": async () => {
    const stream = await EventStream.open(streamUrl());
    await stream.waitFor(() => stream.of("metrics").length > 0, "the first figures", 30_000);
    stream.close();
  },
  "reset in the middle": async () => (await openRaw()).resetAndDestroy(),
  "half closed: the reader ends its side and waits": async () => (await openRaw()).end(),
  "left before the answer": async () => (await openSocket(`${request()}\r\n`)).destroy(),
  "left in the middle of the request": async () => (await openSocket(request())).destroy(),
};

describe("streams of events", () => {
  test("are counted while they are open, also those whose reader has stopped reading, and given back with their socket", async () => {
    await until(0);
    const reading = await Promise.all(Array.from({ length: openAtOnce }, () => EventStream.open(streamUrl())));
    const stalled = await Promise.all(Array.from({ length: openAtOnce }, openRaw));
    for (const socket of stalled) {
      socket.pause();
    }
    await until(2 * openAtOnce);
    for (const stream of reading) {
      stream.close();
    }
    await until(openAtOnce);
    for (const socket of stalled) {
      socket.destroy();
    }
    await until(0);
  }, 120_000);

  test.each(Object.keys(ways))(
    "leave nothing behind in the console after many that were %s",
    async (way) => {
      await until(0);
      const consoleSockets = socketsOf(app.consolePid());
      const runtimeSockets = socketsOf(await app.runtimePid());
      for (let opened = 0; opened < opensOfEachKind; opened += 10) {
        await Promise.all(Array.from({ length: 10 }, () => ways[way]?.()));
      }
      await until(0);
      // Scrapes keep a connection or two alive; a leak would be one for each of the streams.
      await waitFor(() => socketsOf(app.consolePid()) < consoleSockets + opensOfEachKind / 2, {
        timeoutMs: 30_000,
        what: "the console's sockets are closed",
      });
      expect(socketsOf(await app.runtimePid())).toBeLessThan(runtimeSockets + opensOfEachKind / 2);
    },
    120_000,
  );
});
