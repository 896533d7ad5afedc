import type { Browser } from "@playwright/test";
import { EventStream } from "@/tests/e2e/fixtures/event-stream";
import type { ConsoleApp } from "@/tests/helpers/console-app";
import { Program, readNumber } from "../program";
import { median } from "../report";
import { measureTabs, type TabFigures } from "./measure-tabs";
import type { MuchData } from "./seed-much";

export interface ForwardingFigures {
  messages: number;
  /** Messages per second, medians. Alone and with streams took turns; alone was measured once more after the tabs. */
  alone: number;
  withStreams: number;
  withTabs: number;
  tabs: TabFigures;
}

export interface WatchPlan {
  rounds: number;
  messages: number;
  /** As many tabs, or as many browsers. */
  watchers: number;
}

export const fullWatch: WatchPlan = { rounds: 3, messages: 60_000, watchers: 50 };
export const smokeWatch: WatchPlan = { rounds: 1, messages: 4_000, watchers: 5 };
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

interface Watched {
  app: ConsoleApp;
  browser: Browser;
  data: MuchData;
  plan: WatchPlan;
}

async function withStreams({ app, data, plan }: Watched): Promise<number> {
  const url = `${app.baseUrl}/api/v1/stream?instances=${data.instanceId}`;
  const streams = await Promise.all(Array.from({ length: plan.watchers }, () => EventStream.open(url)));
  try {
    return await measureRate(app, plan.messages);
  } finally {
    for (const stream of streams) {
      stream.close();
    }
  }
}

/** What many watchers cost the forwarding: as many browsers with a stream each, and as many tabs of one browser. */
export async function measureForwarding(watched: Watched): Promise<ForwardingFigures> {
  const { app, browser, data, plan } = watched;
  const { rounds, messages, watchers } = plan;
  const path = `/${data.regionId}/instances/${data.instanceId}/rules/rule-00000`;
  const rates = { alone: [] as number[], withStreams: [] as number[], withTabs: [] as number[] };
  await measureRate(app, messages);
  for (let round = 0; round < rounds; round++) {
    rates.alone.push(await measureRate(app, messages));
    rates.withStreams.push(await withStreams(watched));
  }
  const tabs = await measureTabs(browser, { baseUrl: app.baseUrl, path, tabs: watchers }, async () => {
    for (let round = 0; round < rounds; round++) {
      rates.withTabs.push(await measureRate(app, messages));
    }
  });
  rates.alone.push(await measureRate(app, messages));
  const alone = median(rates.alone);
  return { messages, alone, withStreams: median(rates.withStreams), withTabs: median(rates.withTabs), tabs };
}
