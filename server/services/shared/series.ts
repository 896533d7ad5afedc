import type { RocketmqSeries } from "@/lib/rocketmq/schemas";
import type { RocketmqTarget } from "@/lib/rules/desired";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";

/** `V4_9_7` is series 4.0, `V5_5_0` is 5.0; undefined where the version says neither. */
export function seriesOfVersion(detectedVersion: string): RocketmqSeries | undefined {
  const major = /^V?(\d+)[._]/.exec(detectedVersion)?.[1];
  return major === "4" ? "4.0" : major === "5" ? "5.0" : undefined;
}

/** The broker found must be what was declared. */
export function requireDeclaredSeries(declared: RocketmqSeries, detectedVersion: string | undefined): void {
  const found = detectedVersion === undefined ? undefined : seriesOfVersion(detectedVersion);
  if (found !== undefined && found !== declared) {
    const message = `Series ${declared} was declared, but the broker found is ${detectedVersion}, series ${found}.`;
    throw new AppError("ROCKETMQ_SERIES_UNSUPPORTED", message, { errors: [{ field: "series", message }] });
  }
}

/** Undefined when the cluster cannot be reached now: it may come up later. */
export async function detectVersionIfReachable(
  context: ServiceContext,
  target: RocketmqTarget,
): Promise<string | undefined> {
  try {
    return await context.rocketmq.detectVersion(target);
  } catch (error) {
    if (error instanceof AppError && error.code === "UNAVAILABLE") {
      return undefined;
    }
    throw error;
  }
}
