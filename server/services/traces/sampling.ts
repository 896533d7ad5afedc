import { deviceEventsBurst, deviceEventsPerSecond, messageBurstSeconds } from "@/lib/traces/limits";
import type { TraceSampling } from "@/lib/traces/schemas";
import type { ServiceContext } from "@/server/context";

const dayMs = 24 * 3_600_000;

/** How much of what happened was recorded: said with every answer, since a message that is not there may just not have been sampled. */
export function readSampling(
  { history, config }: ServiceContext,
  filter: Parameters<ServiceContext["history"]["countTraces"]>[0],
): TraceSampling {
  const { messagesPerSecond, keptMs, rowsMax } = config.traces;
  const rate =
    filter.kind === "message"
      ? { perSecondMax: messagesPerSecond, burst: messagesPerSecond * messageBurstSeconds }
      : { perSecondMax: deviceEventsPerSecond, burst: deviceEventsBurst };
  return { ...history.countTraces(filter), ...rate, keptDays: keptMs / dayMs, rowsMax };
}
