import type { DeliveryWarning, Failure, Sink } from "./contracts";
import type { DeadLetterStore, MessageTracer, SpoolStore } from "./ports";
import type { Scheduler } from "./scheduler";
import type { Settlement } from "./settlement";

/** What the lanes of one flow share. */
export interface LaneHost {
  readonly scheduler: Scheduler;
  readonly sink: Sink;
  readonly spool: SpoolStore;
  readonly deadLetters: DeadLetterStore;
  readonly settlement: Settlement;
  readonly tracer: MessageTracer | undefined;
  readonly random: () => number;
  readonly isSinkConnected: boolean;
  /** The flow is stopping: what is on disk stays there. */
  readonly isStopping: boolean;
  /** The flow has stopped: answers that come now are ignored. */
  readonly isHalted: boolean;
  onFailure(reason: Failure): void;
  onWarning(warning: DeliveryWarning): void;
  /** Called after a lane became empty or wrote to disk. */
  onLaneSettled(): void;
}
