import type { RuleRow } from "@/db/schema/app/rules";
import type { CreateRuleInput, RuleType } from "@/lib/rules/schemas";

/** Both ends of a rule as the database has them, whatever the direction. */
export interface RuleEnds {
  mqttTopic: string | null;
  groupId: string | null;
  rocketmqInstanceId: string;
  rocketmqTopic: string;
}

/** Where in the request body each end stands, to name the field in an error. */
export interface EndFields {
  resource: string;
  rocketmqInstance: string;
  rocketmqTopic: string;
}

export function toEnds(input: CreateRuleInput): RuleEnds {
  switch (input.type) {
    case "dataOutbound":
      return {
        mqttTopic: input.source.topic,
        groupId: null,
        rocketmqInstanceId: input.destination.rocketmqInstanceId,
        rocketmqTopic: input.destination.topic,
      };
    case "dataInbound":
      return {
        mqttTopic: input.destination.topic,
        groupId: null,
        rocketmqInstanceId: input.source.rocketmqInstanceId,
        rocketmqTopic: input.source.topic,
      };
    case "clientStatusNotification":
      return {
        mqttTopic: null,
        groupId: input.source.groupId,
        rocketmqInstanceId: input.destination.rocketmqInstanceId,
        rocketmqTopic: input.destination.topic,
      };
  }
}

export const endFields: Record<RuleType, EndFields> = {
  dataOutbound: {
    resource: "source.topic",
    rocketmqInstance: "destination.rocketmqInstanceId",
    rocketmqTopic: "destination.topic",
  },
  dataInbound: {
    resource: "destination.topic",
    rocketmqInstance: "source.rocketmqInstanceId",
    rocketmqTopic: "source.topic",
  },
  clientStatusNotification: {
    resource: "source.groupId",
    rocketmqInstance: "destination.rocketmqInstanceId",
    rocketmqTopic: "destination.topic",
  },
};

export function hasSameMqttEnd(row: RuleRow, type: RuleType, ends: RuleEnds): boolean {
  return row.type === type && row.mqttTopic === ends.mqttTopic && row.groupId === ends.groupId;
}

export function hasSameRocketmqEnd(row: RuleRow, ends: RuleEnds): boolean {
  return row.rocketmqInstanceId === ends.rocketmqInstanceId && row.rocketmqTopic === ends.rocketmqTopic;
}
