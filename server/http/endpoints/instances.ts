import { z } from "zod";
import {
  ConnectionTestResult,
  CreateInstanceInput,
  Instance,
  ListInstancesQuery,
  PublishInput,
  TestInstanceInput,
  UpdateInstanceInput,
} from "@/lib/instances/schemas";
import { InstanceMetrics, MetricsQuery } from "@/lib/metrics/schemas";
import { createInstance } from "@/server/services/instances/create";
import { deleteInstance } from "@/server/services/instances/delete";
import { getInstance } from "@/server/services/instances/get";
import { getInstanceMetrics } from "@/server/services/instances/get-metrics";
import { listInstances } from "@/server/services/instances/list";
import { publishTestMessage } from "@/server/services/instances/publish";
import { testInstance } from "@/server/services/instances/test";
import { updateInstance } from "@/server/services/instances/update";
import { endpoint } from "../endpoint";
import { pageOf } from "./page-of";
import { instanceIdOf } from "./params";

const tag = "MQTT instances";
const path = "/instances/{instanceId}";

export const instanceEndpoints = [
  endpoint({
    method: "GET",
    path: `${path}/metrics`,
    summary:
      "Rates, backlog, latency and a series of all rules of an MQTT instance; connections of the embedded broker",
    tag,
    query: MetricsQuery,
    status: 200,
    response: InstanceMetrics,
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, params, query }) => getInstanceMetrics(context, instanceIdOf(params), query),
  }),
  endpoint({
    method: "GET",
    path: "/instances",
    summary: "List MQTT instances",
    tag,
    query: ListInstancesQuery,
    status: 200,
    response: pageOf(Instance),
    codes: [],
    run: ({ context, query }) => listInstances(context, query),
  }),
  endpoint({
    method: "POST",
    path: "/instances",
    summary: "Register an external MQTT broker",
    tag,
    body: CreateInstanceInput,
    status: 201,
    response: Instance,
    codes: ["NAME_TAKEN"],
    run: ({ context, body }) => createInstance(context, body),
  }),
  endpoint({
    method: "POST",
    path: "/instances/test",
    summary: "Test a connection without saving it",
    tag,
    body: TestInstanceInput,
    status: 200,
    response: ConnectionTestResult,
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, body }) => testInstance(context, body),
  }),
  endpoint({
    method: "GET",
    path,
    summary: "Read an MQTT instance",
    tag,
    status: 200,
    response: Instance,
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, params }) => getInstance(context, instanceIdOf(params)),
  }),
  endpoint({
    method: "PATCH",
    path,
    summary: "Change an MQTT instance, its quotas included",
    tag,
    body: UpdateInstanceInput,
    status: 200,
    response: Instance,
    codes: ["INSTANCE_NOT_FOUND", "NAME_TAKEN", "IN_USE", "VERSION_CONFLICT"],
    run: ({ context, params, body }) => updateInstance(context, instanceIdOf(params), body),
  }),
  endpoint({
    method: "DELETE",
    path,
    summary: "Delete an MQTT instance with its parent topics and groups",
    tag,
    status: 204,
    codes: ["INSTANCE_NOT_FOUND", "IN_USE"],
    run: ({ context, params }) => deleteInstance(context, instanceIdOf(params)),
  }),
  endpoint({
    method: "POST",
    path: `${path}/publish`,
    summary: "Publish a test message",
    tag,
    body: PublishInput,
    status: 200,
    response: z.object({ topic: z.string(), qos: z.number().int(), payloadBytes: z.number().int() }),
    codes: ["INSTANCE_NOT_FOUND", "UNAVAILABLE"],
    run: ({ context, params, body }) => publishTestMessage(context, instanceIdOf(params), body),
  }),
];
