import { z } from "zod";
import { MetricsQuery, RuleMetrics } from "@/lib/metrics/schemas";
import { CreateRuleInput, ListRulesQuery, Rule, UpdateRuleInput } from "@/lib/rules/schemas";
import { createRule } from "@/server/services/rules/create";
import { deleteRule } from "@/server/services/rules/delete";
import { disableRule } from "@/server/services/rules/disable";
import { enableRule } from "@/server/services/rules/enable";
import { getRule } from "@/server/services/rules/get";
import { getRuleMetrics } from "@/server/services/rules/get-metrics";
import { listRules } from "@/server/services/rules/list";
import { updateRule } from "@/server/services/rules/update";
import { endpoint } from "../endpoint";
import { pageOf } from "./page-of";
import { instanceIdOf, ruleIdOf } from "./params";
import { ruleChangeCodes } from "./rule-codes";

const tag = "Rules";
const path = "/rules/{ruleId}";

/** As a query has it: the word, not a truthy something. */
const DeleteRuleQuery = z.object({
  discardBacklog: z
    .enum(["true", "false"], "Send true or false.")
    .default("false")
    .transform((text) => text === "true"),
});

export const ruleEndpoints = [
  endpoint({
    method: "GET",
    path: "/instances/{instanceId}/rules",
    summary: "List the rules of an MQTT instance",
    tag,
    query: ListRulesQuery,
    status: 200,
    response: pageOf(Rule),
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, params, query }) => listRules(context, instanceIdOf(params), query),
  }),
  endpoint({
    method: "POST",
    path: "/instances/{instanceId}/rules",
    summary: "Create a rule",
    tag,
    body: CreateRuleInput,
    status: 201,
    response: Rule,
    codes: [...ruleChangeCodes, "RULE_ID_TAKEN", "RULE_QUOTA_EXCEEDED"],
    run: ({ context, params, body }) => createRule(context, instanceIdOf(params), body),
  }),
  endpoint({
    method: "GET",
    path: "/rules",
    summary: "List the rules of every MQTT instance",
    tag,
    query: ListRulesQuery,
    status: 200,
    response: pageOf(Rule),
    codes: [],
    run: ({ context, query }) => listRules(context, undefined, query),
  }),
  endpoint({
    method: "GET",
    path,
    summary: "Read a rule",
    tag,
    status: 200,
    response: Rule,
    codes: ["RULE_NOT_FOUND"],
    run: ({ context, params }) => getRule(context, ruleIdOf(params)),
  }),
  endpoint({
    method: "PATCH",
    path,
    summary: "Change a rule; everything but its ID",
    tag,
    body: UpdateRuleInput,
    status: 200,
    response: Rule,
    codes: ["RULE_NOT_FOUND", ...ruleChangeCodes, "VERSION_CONFLICT", "BACKLOG_NOT_EMPTY"],
    run: ({ context, params, body }) => updateRule(context, ruleIdOf(params), body),
  }),
  endpoint({
    method: "DELETE",
    path,
    summary: "Delete a rule",
    tag,
    query: DeleteRuleQuery,
    status: 204,
    codes: ["RULE_NOT_FOUND", "BACKLOG_NOT_EMPTY", "UNAVAILABLE"],
    run: ({ context, params, query }) => deleteRule(context, ruleIdOf(params), query),
  }),
  endpoint({
    method: "POST",
    path: `${path}/enable`,
    summary: "Enable a rule",
    tag,
    status: 200,
    response: Rule,
    codes: ["RULE_NOT_FOUND", "KERNEL_VERSION_UNSUPPORTED"],
    run: ({ context, params }) => enableRule(context, ruleIdOf(params)),
  }),
  endpoint({
    method: "POST",
    path: `${path}/disable`,
    summary: "Disable a rule",
    tag,
    status: 200,
    response: Rule,
    codes: ["RULE_NOT_FOUND"],
    run: ({ context, params }) => disableRule(context, ruleIdOf(params)),
  }),
  endpoint({
    method: "GET",
    path: `${path}/metrics`,
    summary: "Totals, rates, latency and a series of a rule",
    tag,
    query: MetricsQuery,
    status: 200,
    response: RuleMetrics,
    codes: ["RULE_NOT_FOUND"],
    run: ({ context, params, query }) => getRuleMetrics(context, ruleIdOf(params), query),
  }),
];
