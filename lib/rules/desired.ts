import type { MqttConnection } from "../instances/schemas";
import type { RocketmqEndpoint, RocketmqSeries } from "../rocketmq/schemas";
import type { RuleStatus, RuleType } from "./schemas";

/** A RocketMQ instance with all that is needed to connect to it. Carries secrets: never logged, never sent to a browser. */
export interface RocketmqTarget {
  instanceId: string;
  series: RocketmqSeries;
  endpoint: RocketmqEndpoint;
  namespace: string | undefined;
  accessKey: string | undefined;
  secretKey: string | undefined;
  securityToken: string | undefined;
  tls: { ca?: string | undefined; rejectUnauthorized?: boolean | undefined } | undefined;
  requireReplica: boolean;
}

/** An MQTT instance with all that is needed to connect to it. Carries secrets. */
export interface MqttTarget {
  instanceId: string;
  broker: "embedded" | "external";
  /** Undefined for the embedded broker. */
  connection: MqttConnection | undefined;
  refuseUnknownTopics: boolean;
}

/** What a person wants of one rule, with both ends resolved: the reconciler's input. Exactly one of `topic`/`groupId` is set on the MQTT side. */
export interface DesiredRule {
  ruleId: string;
  type: RuleType;
  status: RuleStatus;
  version: number;
  mqtt: MqttTarget;
  mqttTopic: string | undefined;
  groupId: string | undefined;
  rocketmq: RocketmqTarget;
  rocketmqTopic: string;
}
