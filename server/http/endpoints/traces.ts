import { z } from "zod";
import {
  DeviceTracePage,
  ListDeviceTracesQuery,
  ListMessageTracesQuery,
  ListTraceClientsQuery,
  MessageTracePage,
} from "@/lib/traces/schemas";
import { listTraceClients } from "@/server/services/traces/list-clients";
import { listDeviceTraces } from "@/server/services/traces/list-devices";
import { listMessageTraces } from "@/server/services/traces/list-messages";
import { endpoint } from "../endpoint";
import { itemsOf } from "./page-of";
import { instanceIdOf } from "./params";

const tag = "Message tracing";
const path = "/instances/{instanceId}/traces";

export const traceEndpoints = [
  endpoint({
    method: "GET",
    path: `${path}/messages`,
    summary: "Sampled messages from MQTT to RocketMQ, newest first; by message ID, topic, client or rule",
    tag,
    query: ListMessageTracesQuery,
    status: 200,
    response: MessageTracePage,
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, params, query }) => listMessageTraces(context, instanceIdOf(params), query),
  }),
  endpoint({
    method: "GET",
    path: `${path}/devices`,
    summary: "Devices of the embedded broker that connected and disconnected, newest first",
    tag,
    query: ListDeviceTracesQuery,
    status: 200,
    response: DeviceTracePage,
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, params, query }) => listDeviceTraces(context, instanceIdOf(params), query),
  }),
  endpoint({
    method: "GET",
    path: `${path}/clients`,
    summary: "Client IDs of recorded devices that contain a text; at most 50",
    tag,
    query: ListTraceClientsQuery,
    status: 200,
    response: itemsOf(z.string()),
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, params, query }) => listTraceClients(context, instanceIdOf(params), query),
  }),
];
