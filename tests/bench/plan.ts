import type { Contender } from "./contenders/contract";
import { peers } from "./contenders/peers";
import { embeddedOurs, externalOurs, grpcOrdered, grpcUnordered, rules, spoolOurs } from "./contenders/product";
import { embeddedYardstick, externalYardstick, grpcSend, remotingSend, subscriber } from "./contenders/yardsticks";
import { type BenchOptions, usualBodyBytes } from "./options";

export type Step = { name: string } & (
  | { kind: "idle" }
  | { kind: "throughput"; contender: Contender; bodyBytes: number }
  | { kind: "latency"; contender: Contender; ratePerSecond: number }
  | { kind: "pages" }
);

/** Measured at every size; what is compared stands side by side. */
const everySize: readonly Contender[] = [
  embeddedYardstick,
  embeddedOurs,
  externalYardstick,
  externalOurs,
  subscriber,
  remotingSend,
];
const usualSizeOnly: readonly Contender[] = [...peers, grpcSend, grpcOrdered, grpcUnordered, ...rules, spoolOurs];
const paced: readonly Contender[] = [remotingSend, embeddedYardstick, embeddedOurs];

export const contenders: readonly Contender[] = [...everySize, ...usualSizeOnly];

function throughput(contender: Contender, bodyBytes: number): Step {
  return { kind: "throughput", name: `${contender.name} ${bodyBytes} B`, contender, bodyBytes };
}

/** What a fresh start alone can show, before the rounds. */
export function planStart(options: BenchOptions): Step[] {
  return [{ kind: "idle" as const, name: "idle" }].filter((step) => isChosen(step, options));
}

/** One round. Contenders take turns inside it, so that a machine that gets slower hits all of them. */
export function planRound(options: BenchOptions): Step[] {
  const sizes = options.bodyBytes.flatMap((bodyBytes) =>
    everySize.map((contender) => throughput(contender, bodyBytes)),
  );
  const latency = options.latencyRates.flatMap((ratePerSecond) =>
    paced.map((contender): Step => {
      return { kind: "latency", name: `${contender.name} at ${ratePerSecond}/s`, contender, ratePerSecond };
    }),
  );
  const others = usualSizeOnly.map((contender) => throughput(contender, usualBodyBytes));
  const steps: Step[] = [...sizes, ...others, ...latency, { kind: "pages", name: "pages" }];
  return steps.filter((step) => isChosen(step, options));
}

function isChosen({ name }: Step, { only }: BenchOptions): boolean {
  return only.length === 0 || only.some((part) => name.includes(part));
}
