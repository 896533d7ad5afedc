import { queryString } from "./query-string";

/** What Message Tracing is opened for: everything below a parent topic, of a rule, or what a device did. */
export type TraceQuestion = { rule: string } | { parentTopic: string } | { device: string };

/** Addresses of the console's pages, in one place. */
const encode = encodeURIComponent;

export const paths = {
  overview: (regionId: string) => `/${encode(regionId)}/overview`,
  /** All of a region, or those whose rule or instance has `q` in its ID. */
  alerts: (regionId: string, q = "") => `/${encode(regionId)}/alerts${q === "" ? "" : `?${queryString({ q })}`}`,
  instances: (regionId: string) => `/${encode(regionId)}/instances`,
  instance: (regionId: string, instanceId: string) => `/${encode(regionId)}/instances/${encode(instanceId)}`,
  topics: (regionId: string, instanceId: string) => `${paths.instance(regionId, instanceId)}/topics`,
  topic: (regionId: string, instanceId: string, topic: string) =>
    `${paths.topics(regionId, instanceId)}/${encode(topic)}`,
  groups: (regionId: string, instanceId: string) => `${paths.instance(regionId, instanceId)}/groups`,
  rules: (regionId: string, instanceId: string) => `${paths.instance(regionId, instanceId)}/rules`,
  /** A rule may be called "create", as the wizard's page is; its own page has a second address. */
  rule: (regionId: string, instanceId: string, ruleId: string) =>
    `${paths.rules(regionId, instanceId)}/${encode(ruleId)}${ruleId === "create" ? "/details" : ""}`,
  editRule: (regionId: string, instanceId: string, ruleId: string) =>
    `${paths.rules(regionId, instanceId)}/${encode(ruleId)}/edit`,
  createRule: (regionId: string, instanceId: string) => `${paths.rules(regionId, instanceId)}/create`,
  monitoring: (regionId: string, instanceId: string) => `${paths.instance(regionId, instanceId)}/monitoring`,
  tracing: (regionId: string, instanceId: string, question?: TraceQuestion) =>
    `${paths.instance(regionId, instanceId)}/tracing${question === undefined ? "" : `?${traceQuery(question)}`}`,
  testClient: (regionId: string, instanceId: string) => `${paths.instance(regionId, instanceId)}/test-client`,
  rocketmqInstances: (regionId: string) => `/${encode(regionId)}/rocketmq-instances`,
  rocketmqInstance: (regionId: string, id: string) => `/${encode(regionId)}/rocketmq-instances/${encode(id)}`,
  /** The newest messages of a topic. */
  browse: (regionId: string, rocketmqInstanceId: string, topic: string) =>
    `${paths.rocketmqInstance(regionId, rocketmqInstanceId)}?${queryString({ tab: "messages", topic })}`,
};

function traceQuery(question: TraceQuestion): string {
  if ("device" in question) {
    return queryString({ tab: "devices", client: question.device });
  }
  return queryString("rule" in question ? { rule: question.rule } : { topic: `${question.parentTopic}/#` });
}
