import type { Action } from "@/components/forms/action";
import type {
  CreateRocketmqInstanceInput,
  CreateRocketmqTopicInput,
  RocketmqInstance,
  RocketmqTopic,
  UpdateRocketmqInstanceInput,
} from "@/lib/rocketmq/schemas";

export interface RocketmqActions {
  create: Action<CreateRocketmqInstanceInput, RocketmqInstance>;
  update: Action<{ instanceId: string; changes: UpdateRocketmqInstanceInput }, RocketmqInstance>;
  remove: Action<{ instanceId: string }, null>;
}

export interface ClusterTopicActions {
  create: Action<{ instanceId: string; topic: CreateRocketmqTopicInput }, RocketmqTopic>;
  remove: Action<{ instanceId: string; topic: string }, null>;
}
