import type { Destination } from "@/server/rocketmq/destination";
import type { LaneQueues } from "@/server/rocketmq/lane-queues";
import type { SendTarget } from "@/server/rocketmq/ordered-sender";
import { masterOf } from "@/server/rocketmq/remoting/route-cache";
import type { Failure } from "./flow/contracts";
import { sendFailure } from "./sink-outcomes";

export const notOpen = { failure: sendFailure("sinkConnecting", "The connection to RocketMQ is not open.") };

/** Where a lane's next batch goes, or why it can go nowhere now. Call only while nothing of the lane is in flight. */
export function chooseTarget(
  destination: Destination,
  lanes: LaneQueues,
  lane: number,
  isLaneEmpty: boolean,
): SendTarget | { failure: Failure } {
  const { route, queues, state } = destination;
  const queue = lanes.choose(lane, queues, isLaneEmpty, (name) => destination.isHealthy(name));
  if (route !== undefined && queue !== undefined) {
    return { address: masterOf(route, queue.brokerName), topic: route.topic, queue };
  }
  return state.status === "failing"
    ? { failure: sendFailure(state.reason.code, state.reason.message) }
    : { failure: sendFailure("sinkConnecting", "The topic's route is being looked up.") };
}
