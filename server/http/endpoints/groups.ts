import { OnlineGroups, OnlineGroupsQuery } from "@/lib/instances/online";
import { CreateGroupInput, Group } from "@/lib/instances/schemas";
import { PageQuery } from "@/lib/pages";
import { createGroup } from "@/server/services/groups/create";
import { deleteGroup } from "@/server/services/groups/delete";
import { getGroup } from "@/server/services/groups/get";
import { listGroups } from "@/server/services/groups/list";
import { listOnlineGroups } from "@/server/services/groups/list-online";
import { endpoint } from "../endpoint";
import { pageOf } from "./page-of";
import { instanceIdOf, param } from "./params";

const tag = "Groups";
const listPath = "/instances/{instanceId}/groups";
const path = `${listPath}/{groupId}`;

export const groupEndpoints = [
  endpoint({
    method: "GET",
    path: "/instances/{instanceId}/online-groups",
    summary: "Clients of groups that are connected now (embedded broker)",
    tag,
    query: OnlineGroupsQuery,
    status: 200,
    response: OnlineGroups,
    codes: ["INSTANCE_NOT_FOUND", "UNAVAILABLE"],
    run: ({ context, params, query }) => listOnlineGroups(context, instanceIdOf(params), query),
  }),
  endpoint({
    method: "GET",
    path: listPath,
    summary: "List Group IDs",
    tag,
    query: PageQuery,
    status: 200,
    response: pageOf(Group),
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, params, query }) => listGroups(context, instanceIdOf(params), query),
  }),
  endpoint({
    method: "POST",
    path: listPath,
    summary: "Create a Group ID",
    tag,
    body: CreateGroupInput,
    status: 201,
    response: Group,
    codes: ["INSTANCE_NOT_FOUND", "GROUP_EXISTS"],
    run: ({ context, params, body }) => createGroup(context, instanceIdOf(params), body),
  }),
  endpoint({
    method: "GET",
    path,
    summary: "Read a Group ID",
    tag,
    status: 200,
    response: Group,
    codes: ["INSTANCE_NOT_FOUND", "GROUP_NOT_FOUND"],
    run: ({ context, params }) => getGroup(context, instanceIdOf(params), param(params, "groupId")),
  }),
  endpoint({
    method: "DELETE",
    path,
    summary: "Delete a Group ID",
    tag,
    status: 204,
    codes: ["INSTANCE_NOT_FOUND", "GROUP_NOT_FOUND", "IN_USE"],
    run: ({ context, params }) => deleteGroup(context, instanceIdOf(params), param(params, "groupId")),
  }),
];
