import type { Browser } from "@playwright/test";
import { EventStream } from "@/tests/e2e/fixtures/event-stream";
import type { ConsoleApp } from "@/tests/helpers/console-app";
import { Program, readNumber } from "../program";
import { median } from "../report";
import { measureTabs, type TabFigures, watchers } from "./measure-tabs";
import type { MuchData } from "./seed-much";

export interface ForwardingFigures {
  messages: number;
  /** Messages per second, medians. Alone and with streams took turns; alone was measured once more after the tabs. */
  alone: number;
  withStreams: number;
  withTabs: number;
  tabs: TabFigures;
}

const rounds = 3;
const messages = 60_000;
const load = { connections: 20, window: 200, bodyBytes: 256 };

/** Until every PUBACK, each written after RocketMQ stored the message. */
async function measureRate(app: ConsoleApp, count: number): Promise<number> {
  const { connections, window, bodyBytes } = load;
  const program = Program.start("flood", [app.ports.mqtt, count, connections, window, "topic-00000", bodyBytes, 0]);
  try {
    const startedAtEpochMs = readNumber(await program.lineWith("isReady", 20_000), "startedAtEpochMs");
    const acknowledged = readNumber(await program.lineWith("acknowledged", 120_000), "acknowledged");
    return acknowledged / ((Date.now() - startedAtEpochMs) / 1_000);
  } finally {
    await program.stop();
  }
}

async function withStreams(app: ConsoleApp, instanceId: string): Promise<number> {
  const url = `${app.baseUrl}/api/v1/stream?instances=${instanceId}`;
  const streams = await Promise.all(Array.from({ length: watchers }, () => EventStream.open(url)));
  try {
    return await measureRate(app, messages);
  } finally {
    for (const stream of streams) {
      stream.close();
    }
  }
}

/** What many watchers cost the forwarding: as many browsers with a stream each, and as many tabs of one browser. */
export async function measureForwarding(app: ConsoleApp, browser: Browser, data: MuchData): Promise<ForwardingFigures> {
  const path = `/${data.regionId}/instances/${data.instanceId}/rules/rule-00000`;
  const rates = { alone: [] as number[], withStreams: [] as number[], withTabs: [] as number[] };
  await measureRate(app, messages);
  for (let round = 0; round < rounds; round++) {
    rates.alone.push(await measureRate(app, messages));
    rates.withStreams.push(await withStreams(app, data.instanceId));
  }
  const tabs = await measureTabs(browser, { baseUrl: app.baseUrl, path }, async () => {
    for (let round = 0; round < rounds; round++) {
      rates.withTabs.push(await measureRate(app, messages));
    }
  });
  rates.alone.push(await measureRate(app, messages));
  const alone = median(rates.alone);
  return { messages, alone, withStreams: median(rates.withStreams), withTabs: median(rates.withTabs), tabs };
}
