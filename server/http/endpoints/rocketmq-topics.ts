import { PageQuery } from "@/lib/pages";
import { BrowsedMessage, BrowseMessagesQuery, CreateRocketmqTopicInput, RocketmqTopic } from "@/lib/rocketmq/schemas";
import { browseMessages } from "@/server/services/rocketmq-instances/browse-messages";
import { createRocketmqTopic } from "@/server/services/rocketmq-instances/create-topic";
import { deleteRocketmqTopic } from "@/server/services/rocketmq-instances/delete-topic";
import { listRocketmqTopics } from "@/server/services/rocketmq-instances/list-topics";
import { endpoint } from "../endpoint";
import { itemsOf, pageOf } from "./page-of";
import { instanceIdOf, topicOf } from "./params";

const tag = "RocketMQ topics";
const listPath = "/rocketmq-instances/{instanceId}/topics";
const path = `${listPath}/{topic}`;

export const rocketmqTopicEndpoints = [
  endpoint({
    method: "GET",
    path: listPath,
    summary: "List the cluster's topics",
    tag,
    query: PageQuery,
    status: 200,
    response: pageOf(RocketmqTopic),
    codes: ["INSTANCE_NOT_FOUND", "UNAVAILABLE"],
    run: ({ context, params, query }) => listRocketmqTopics(context, instanceIdOf(params), query),
  }),
  endpoint({
    method: "POST",
    path: listPath,
    summary: "Create a topic on the cluster",
    tag,
    body: CreateRocketmqTopicInput,
    status: 201,
    response: RocketmqTopic,
    codes: ["INSTANCE_NOT_FOUND", "TOPIC_EXISTS", "UNAVAILABLE"],
    run: ({ context, params, body }) => createRocketmqTopic(context, instanceIdOf(params), body),
  }),
  endpoint({
    method: "DELETE",
    path,
    summary: "Delete a topic on the cluster with its messages",
    tag,
    status: 204,
    codes: ["INSTANCE_NOT_FOUND", "TOPIC_NOT_FOUND", "IN_USE", "UNAVAILABLE"],
    run: ({ context, params }) => deleteRocketmqTopic(context, instanceIdOf(params), topicOf(params)),
  }),
  endpoint({
    method: "GET",
    path: `${path}/messages`,
    summary: "Browse messages by queue and offset, by time, by key or message ID",
    tag,
    query: BrowseMessagesQuery,
    status: 200,
    response: itemsOf(BrowsedMessage),
    codes: ["INSTANCE_NOT_FOUND", "TOPIC_NOT_FOUND", "UNAVAILABLE"],
    run: ({ context, params, query }) => browseMessages(context, instanceIdOf(params), topicOf(params), query),
  }),
];
