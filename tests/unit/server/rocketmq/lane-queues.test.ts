import { expect, test } from "vitest";
import { LaneQueues } from "@/server/rocketmq/lane-queues";
import type { Queue } from "@/server/rocketmq/remoting/route";

const queue = (brokerName: string, queueId: number): Queue => ({ brokerName, queueId });
const two = [queue("a", 0), queue("b", 0), queue("a", 1), queue("b", 1)];
const all = () => true;
const only = (name: string) => (brokerName: string) => brokerName === name;

test("lanes spread over all queues in turn", () => {
  const lanes = new LaneQueues();
  expect([0, 1, 2, 3, 4].map((lane) => lanes.choose(lane, two, true, all))).toEqual([...two, two[0]]);
});

test("a lane with messages keeps its queue while the broker fails; an empty one goes to a healthy broker and comes back", () => {
  const lanes = new LaneQueues();
  expect(lanes.choose(0, two, true, all)).toEqual(queue("a", 0));
  expect(lanes.choose(0, two, false, only("b"))).toEqual(queue("a", 0));
  expect(lanes.choose(0, two, true, only("b"))?.brokerName).toBe("b");
  expect(lanes.choose(0, two, false, all)?.brokerName).toBe("b");
  expect(lanes.choose(0, two, true, all)).toEqual(queue("a", 0));
});

test("more queues do not move a lane that has messages", () => {
  const lanes = new LaneQueues();
  expect(lanes.choose(3, two.slice(0, 2), true, all)).toEqual(queue("b", 0));
  expect(lanes.choose(3, two, false, all)).toEqual(queue("b", 0));
  expect(lanes.choose(3, two, true, all)).toEqual(queue("b", 1));
});

test("a lane whose queue is gone moves even with messages, and stays there", () => {
  const lanes = new LaneQueues();
  lanes.choose(0, two, true, all);
  const rest = [queue("b", 0), queue("b", 1)];
  const moved = lanes.choose(0, rest, false, all);
  expect(moved?.brokerName).toBe("b");
  expect(lanes.choose(0, two, false, all)).toEqual(moved);
});

test("without any writable queue there is none to choose; with every broker failing the lane keeps trying its own", () => {
  const lanes = new LaneQueues();
  expect(lanes.choose(0, [], true, all)).toBeUndefined();
  expect(lanes.choose(1, two, true, all)).toEqual(queue("b", 0));
  expect(lanes.choose(1, two, true, () => false)).toEqual(queue("b", 0));
});
