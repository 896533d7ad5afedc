import type { Action } from "@/components/forms/action";
import type { CreateTopicInput, PublishInput, Topic, UpdateTopicInput } from "@/lib/instances/schemas";

export interface TopicActions {
  create: Action<{ instanceId: string; topic: CreateTopicInput }, Topic>;
  update: Action<{ instanceId: string; name: string; changes: UpdateTopicInput }, Topic>;
  remove: Action<{ instanceId: string; name: string }, null>;
  publish: Action<
    { instanceId: string; message: PublishInput },
    { topic: string; qos: 0 | 1 | 2; payloadBytes: number }
  >;
}
