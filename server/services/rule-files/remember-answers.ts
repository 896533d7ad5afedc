import type { RocketmqGateway } from "@/server/context";

/** Asks each cluster once about each topic, however many rules of a file name it: a cluster that is away costs one timeout, not one a rule. */
export function rememberAnswers(gateway: RocketmqGateway): RocketmqGateway {
  const versions = new Map<string, ReturnType<RocketmqGateway["detectVersion"]>>();
  const topics = new Map<string, ReturnType<RocketmqGateway["topicStatus"]>>();
  const unreachable = new Map<string, Promise<never>>();
  const watch = <T>(instanceId: string, answer: Promise<T>): Promise<T> => {
    answer.catch(() => unreachable.set(instanceId, answer as Promise<never>));
    return answer;
  };
  return {
    ...delegate(gateway),
    detectVersion: (target) => remembered(versions, target.instanceId, () => gateway.detectVersion(target)),
    topicStatus: (target, topic) =>
      unreachable.get(target.instanceId) ??
      remembered(topics, JSON.stringify([target.instanceId, topic]), () =>
        watch(target.instanceId, gateway.topicStatus(target, topic)),
      ),
  };
}

function remembered<T>(answers: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const answer = answers.get(key) ?? ask();
  answers.set(key, answer);
  return answer;
}

/** A gateway may be an instance of a class: spreading it would lose its methods. */
function delegate(gateway: RocketmqGateway): RocketmqGateway {
  return {
    test: (target) => gateway.test(target),
    detectVersion: (target) => gateway.detectVersion(target),
    topicStatus: (target, topic) => gateway.topicStatus(target, topic),
    listTopics: (target) => gateway.listTopics(target),
    topicFigures: (target, topic) => gateway.topicFigures(target, topic),
    createTopic: (target, input) => gateway.createTopic(target, input),
    deleteTopic: (target, topic) => gateway.deleteTopic(target, topic),
    writableQueues: (target, topic) => gateway.writableQueues(target, topic),
    sendTestMessage: (target, topic, body) => gateway.sendTestMessage(target, topic, body),
    browse: (target, topic, query) => gateway.browse(target, topic, query),
    forget: (instanceId) => gateway.forget(instanceId),
  };
}
