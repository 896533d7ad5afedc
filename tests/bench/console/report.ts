import type { PageFigures } from "./measure-page";
import type { TabFigures } from "./measure-tabs";
import type { MuchData } from "./seed-much";

export interface ConsoleFigures {
  data: MuchData;
  seedSeconds: number;
  pages: readonly PageFigures[];
  tabs: TabFigures;
  machine: string;
  /** Of the last minute before measuring: what else the machine was doing. */
  loadBefore: number;
}

const targets = { serverMs: 200, lcpMs: 1_500, inpMs: 200, cls: 0.1, scriptKiB: 200 };
const count = (value: number) => value.toLocaleString("en-US");
const judged = (value: number, target: number, digits = 0) =>
  `${value.toFixed(digits)}${value <= target ? "" : " (over)"}`;

function toRow({ name, serverMs, lcpMs, inpMs, cls, scriptKiB }: PageFigures): string {
  const cells = [
    name,
    `${serverMs.p50.toFixed(0)} / ${judged(serverMs.p95, targets.serverMs)}`,
    judged(lcpMs, targets.lcpMs),
    judged(inpMs, targets.inpMs),
    judged(cls, targets.cls, 3),
    judged(scriptKiB, targets.scriptKiB),
  ];
  return `| ${cells.join(" | ")} |`;
}

export function toMarkdown({ data, seedSeconds, pages, tabs, machine, loadBefore }: ConsoleFigures): string {
  return `# The console with much data

Written by \`npm run bench:console\`; do not edit. ${machine}, production build, Chromium on the same machine, no throttling; load average before the run ${loadBefore.toFixed(1)}.

${count(data.instances)} instances in one region, ${count(data.topics)} topics and ${count(data.rules)} running rules in one instance, made through the public API in ${seedSeconds.toFixed(0)} s.

| list | document from the server, p50 / p95 (ms) | LCP (ms) | slowest interaction (ms) | CLS | first-load scripts (KiB, gzip) |
| --- | --- | --- | --- | --- | --- |
${pages.map(toRow).join("\n")}
| target | ${targets.serverMs} | ${targets.lcpMs} | ${targets.inpMs} | ${targets.cls} | ${targets.scriptKiB} |

*Document* is request to last byte of the whole page, 20 times after 3 that warm up. *Slowest interaction* is the longest event duration, to the next
paint, while the list was searched, paged and a menu opened.

**${tabs.tabs} tabs** of one browser on the rules list with live figures held ${tabs.streamsWhileOpen} stream${tabs.streamsWhileOpen === 1 ? "" : "s"} at the server; after all were closed ${tabs.streamsAfter} remained.
`;
}
