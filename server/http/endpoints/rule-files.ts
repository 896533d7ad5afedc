import {
  ExportRulesQuery,
  ImportRulesInput,
  ImportRulesResult,
  RuleResult,
  SetRuleStatusesInput,
} from "@/lib/rules/files";
import { exportRules } from "@/server/services/rule-files/export";
import { importRules } from "@/server/services/rule-files/import";
import { setRuleStatuses } from "@/server/services/rules/set-statuses";
import { type Call, endpoint } from "../endpoint";
import { itemsOf } from "./page-of";
import { instanceIdOf } from "./params";

const tag = "Rules";
const path = "/instances/{instanceId}/rules";

function exportFile({ context, params, query }: Call<ExportRulesQuery, unknown>): Response {
  const instanceId = instanceIdOf(params);
  return new Response(exportRules(context, instanceId, query), {
    headers: {
      "content-type": "application/yaml; charset=utf-8",
      "content-disposition": `attachment; filename="rules-${instanceId.replace(/[^\w-]/g, "_")}.yaml"`,
    },
  });
}

function statusEndpoint(verb: "enable" | "disable") {
  return endpoint({
    method: "POST",
    path: `${path}/${verb}`,
    summary: `${verb === "enable" ? "Enable" : "Disable"} many rules, each with its own result`,
    tag,
    body: SetRuleStatusesInput,
    status: 200,
    response: itemsOf(RuleResult),
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, params, body }) =>
      setRuleStatuses(context, instanceIdOf(params), body.ruleIds, verb === "enable" ? "enabled" : "disabled"),
  });
}

export const ruleFileEndpoints = [
  endpoint({
    method: "GET",
    path: `${path}/export`,
    summary: "Rules as a YAML file; every rule of the instance, or those named",
    tag,
    query: ExportRulesQuery,
    status: 200,
    mediaType: "application/yaml",
    codes: ["INSTANCE_NOT_FOUND", "RULE_NOT_FOUND"],
    run: exportFile,
  }),
  endpoint({
    method: "POST",
    path: `${path}/import`,
    summary: "Create and change rules as a YAML file says, each with its own result; or only say what would happen",
    tag,
    body: ImportRulesInput,
    status: 200,
    response: ImportRulesResult,
    codes: ["INSTANCE_NOT_FOUND", "PAYLOAD_TOO_LARGE"],
    run: ({ context, params, body }) => importRules(context, instanceIdOf(params), body),
  }),
  statusEndpoint("enable"),
  statusEndpoint("disable"),
];
