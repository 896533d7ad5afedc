import { ObservedSubtopics } from "@/lib/instances/observed";
import { CreateTopicInput, Topic, UpdateTopicInput } from "@/lib/instances/schemas";
import { PageQuery } from "@/lib/pages";
import { createTopic } from "@/server/services/topics/create";
import { deleteTopic } from "@/server/services/topics/delete";
import { getTopic } from "@/server/services/topics/get";
import { listTopics } from "@/server/services/topics/list";
import { observeTopic } from "@/server/services/topics/observe";
import { updateTopic } from "@/server/services/topics/update";
import { endpoint } from "../endpoint";
import { pageOf } from "./page-of";
import { instanceIdOf, topicOf } from "./params";

const tag = "Parent topics";
const listPath = "/instances/{instanceId}/topics";
const path = `${listPath}/{topic}`;

export const topicEndpoints = [
  endpoint({
    method: "GET",
    path: listPath,
    summary: "List parent topics",
    tag,
    query: PageQuery,
    status: 200,
    response: pageOf(Topic),
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, params, query }) => listTopics(context, instanceIdOf(params), query),
  }),
  endpoint({
    method: "POST",
    path: listPath,
    summary: "Create a parent topic",
    tag,
    body: CreateTopicInput,
    status: 201,
    response: Topic,
    codes: ["INSTANCE_NOT_FOUND", "TOPIC_EXISTS", "TOPIC_QUOTA_EXCEEDED"],
    run: ({ context, params, body }) => createTopic(context, instanceIdOf(params), body),
  }),
  endpoint({
    method: "GET",
    path,
    summary: "Read a parent topic",
    tag,
    status: 200,
    response: Topic,
    codes: ["INSTANCE_NOT_FOUND", "TOPIC_NOT_FOUND"],
    run: ({ context, params }) => getTopic(context, instanceIdOf(params), topicOf(params)),
  }),
  endpoint({
    method: "PATCH",
    path,
    summary: "Change a parent topic's description",
    tag,
    body: UpdateTopicInput,
    status: 200,
    response: Topic,
    codes: ["INSTANCE_NOT_FOUND", "TOPIC_NOT_FOUND", "VERSION_CONFLICT"],
    run: ({ context, params, body }) => updateTopic(context, instanceIdOf(params), topicOf(params), body),
  }),
  endpoint({
    method: "DELETE",
    path,
    summary: "Delete a parent topic",
    tag,
    status: 204,
    codes: ["INSTANCE_NOT_FOUND", "TOPIC_NOT_FOUND", "IN_USE"],
    run: ({ context, params }) => deleteTopic(context, instanceIdOf(params), topicOf(params)),
  }),
  endpoint({
    method: "GET",
    path: `${path}/subtopics`,
    summary: "Subtopics seen under a parent topic since somebody began to ask",
    tag,
    status: 200,
    response: ObservedSubtopics,
    codes: ["INSTANCE_NOT_FOUND", "TOPIC_NOT_FOUND", "UNAVAILABLE"],
    run: ({ context, params }) => observeTopic(context, instanceIdOf(params), topicOf(params)),
  }),
];
