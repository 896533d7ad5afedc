import { isSameQueue, type Queue } from "./remoting/route";

/**
 * Which queue each lane writes to. A lane keeps its queue, because order holds only within one. It moves when it is empty
 * and its own broker fails or another queue is its home again, or when its queue is not writable any more.
 * Call only while nothing of the lane is in flight.
 */
export class LaneQueues {
  readonly #byLane = new Map<number, Queue>();

  choose(
    lane: number,
    queues: readonly Queue[],
    isLaneEmpty: boolean,
    isHealthy: (brokerName: string) => boolean,
  ): Queue | undefined {
    const current = this.#byLane.get(lane);
    const isUsable = current !== undefined && queues.some((queue) => isSameQueue(queue, current));
    if (isUsable && !isLaneEmpty) {
      return current;
    }
    const healthy = queues.filter((queue) => isHealthy(queue.brokerName));
    if (isUsable && healthy.length === 0) {
      return current;
    }
    const chosen = homeOf(lane, queues, healthy);
    if (chosen !== undefined) {
      this.#byLane.set(lane, chosen);
    }
    return chosen;
  }
}

/** The same for the same route, so that a lane comes back once its broker is well. */
function homeOf(lane: number, queues: readonly Queue[], healthy: readonly Queue[]): Queue | undefined {
  const home = queues[lane % Math.max(1, queues.length)];
  if (home === undefined || healthy.length === 0 || healthy.includes(home)) {
    return home;
  }
  return healthy[lane % healthy.length];
}
