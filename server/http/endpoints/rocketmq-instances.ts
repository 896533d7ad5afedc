import { ConnectionTestResult } from "@/lib/instances/schemas";
import {
  CreateRocketmqInstanceInput,
  ListRocketmqInstancesQuery,
  RocketmqInstance,
  TestRocketmqInstanceInput,
  UpdateRocketmqInstanceInput,
} from "@/lib/rocketmq/schemas";
import { createRocketmqInstance } from "@/server/services/rocketmq-instances/create";
import { deleteRocketmqInstance } from "@/server/services/rocketmq-instances/delete";
import { getRocketmqInstance } from "@/server/services/rocketmq-instances/get";
import { listRocketmqInstances } from "@/server/services/rocketmq-instances/list";
import { testRocketmqInstance } from "@/server/services/rocketmq-instances/test";
import { updateRocketmqInstance } from "@/server/services/rocketmq-instances/update";
import { endpoint } from "../endpoint";
import { pageOf } from "./page-of";
import { instanceIdOf } from "./params";

const tag = "RocketMQ instances";
const path = "/rocketmq-instances/{instanceId}";

export const rocketmqInstanceEndpoints = [
  endpoint({
    method: "GET",
    path: "/rocketmq-instances",
    summary: "List RocketMQ instances",
    tag,
    query: ListRocketmqInstancesQuery,
    status: 200,
    response: pageOf(RocketmqInstance),
    codes: [],
    run: ({ context, query }) => listRocketmqInstances(context, query),
  }),
  endpoint({
    method: "POST",
    path: "/rocketmq-instances",
    summary: "Register a RocketMQ cluster",
    tag,
    body: CreateRocketmqInstanceInput,
    status: 201,
    response: RocketmqInstance,
    codes: ["NAME_TAKEN", "ROCKETMQ_SERIES_UNSUPPORTED"],
    run: ({ context, body }) => createRocketmqInstance(context, body),
  }),
  endpoint({
    method: "POST",
    path: "/rocketmq-instances/test",
    summary: "Test a connection without saving it",
    tag,
    body: TestRocketmqInstanceInput,
    status: 200,
    response: ConnectionTestResult,
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, body }) => testRocketmqInstance(context, body),
  }),
  endpoint({
    method: "GET",
    path,
    summary: "Read a RocketMQ instance",
    tag,
    status: 200,
    response: RocketmqInstance,
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, params }) => getRocketmqInstance(context, instanceIdOf(params)),
  }),
  endpoint({
    method: "PATCH",
    path,
    summary: "Change a RocketMQ instance",
    tag,
    body: UpdateRocketmqInstanceInput,
    status: 200,
    response: RocketmqInstance,
    codes: ["INSTANCE_NOT_FOUND", "NAME_TAKEN", "IN_USE", "VERSION_CONFLICT", "ROCKETMQ_SERIES_UNSUPPORTED"],
    run: ({ context, params, body }) => updateRocketmqInstance(context, instanceIdOf(params), body),
  }),
  endpoint({
    method: "DELETE",
    path,
    summary: "Forget a RocketMQ cluster",
    tag,
    status: 204,
    codes: ["INSTANCE_NOT_FOUND", "IN_USE"],
    run: ({ context, params }) => deleteRocketmqInstance(context, instanceIdOf(params)),
  }),
];
