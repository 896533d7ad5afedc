import { expect, it } from "vitest";
import { AppError } from "@/server/errors";
import { listRocketmqTopics } from "@/server/services/rocketmq-instances/list-topics";
import { createTestContext, makeRocketmq } from "./test-context";

const names = Array.from({ length: 50 }, (_, index) => `Topic-${String(index).padStart(2, "0")}`);

async function setUp() {
  const context = createTestContext();
  const instanceId = await makeRocketmq(context);
  context.cluster.topics = new Set(names);
  return { context, instanceId };
}

it("lists topics with their offsets and messages, asking the cluster for those of the page only", async () => {
  const { context, instanceId } = await setUp();
  const asked: string[] = [];
  context.cluster.topicFigures = async (_, topic) => {
    asked.push(topic);
    return { minOffset: 2, maxOffset: 10, messageCount: 8 };
  };
  const page = await listRocketmqTopics(context, instanceId, { page: 2, pageSize: 20 });
  expect(page.total).toBe(50);
  expect(page.items.map(({ name }) => name)).toEqual(names.slice(20, 40));
  expect(asked.sort()).toEqual(names.slice(20, 40));
  for (const topic of page.items) {
    expect(topic).toMatchObject({ messageType: "NORMAL", queueCount: 8, minOffset: 2, maxOffset: 10, messageCount: 8 });
  }
});

it("a topic whose broker does not answer is listed without figures; the others have theirs", async () => {
  const { context, instanceId } = await setUp();
  const answer = context.cluster.topicFigures.bind(context.cluster);
  context.cluster.topicFigures = async (target, topic) => {
    if (topic === "Topic-03") {
      throw new AppError("UNAVAILABLE", "The broker did not answer.");
    }
    return answer(target, topic);
  };
  const { items } = await listRocketmqTopics(context, instanceId, { page: 1, pageSize: 5 });
  expect(items.map(({ maxOffset }) => maxOffset)).toEqual([10, 10, 10, undefined, 10]);
  expect(items[3]).toEqual({ name: "Topic-03", messageType: "NORMAL", queueCount: 8, brokers: ["a"] });
});

it("never asks a cluster for more than a few topics at once", async () => {
  const { context, instanceId } = await setUp();
  let inFlight = 0;
  let inFlightPeak = 0;
  context.cluster.topicFigures = async () => {
    inFlight += 1;
    inFlightPeak = Math.max(inFlightPeak, inFlight);
    await new Promise((resolve) => setImmediate(resolve));
    inFlight -= 1;
    return undefined;
  };
  await listRocketmqTopics(context, instanceId, { page: 1, pageSize: 50 });
  expect(inFlightPeak).toBe(8);
});
