import { Rule } from "@/lib/rules/schemas";
import { ListRuleVersionsQuery, RestoreRuleInput, RuleVersion } from "@/lib/rules/versions";
import { invalid } from "@/server/errors";
import { getRuleVersion } from "@/server/services/rule-versions/get";
import { listRuleVersions } from "@/server/services/rule-versions/list";
import { restoreRuleVersion } from "@/server/services/rule-versions/restore";
import { endpoint } from "../endpoint";
import { pageOf } from "./page-of";
import { param, ruleIdOf } from "./params";
import { ruleChangeCodes } from "./rule-codes";

const tag = "Rule versions";
const listPath = "/rules/{ruleId}/versions";
const path = `${listPath}/{version}`;

function versionOf(params: Readonly<Record<string, string>>): number {
  const text = param(params, "version");
  if (!/^\d{1,9}$/.test(text)) {
    throw invalid("version", "Send the number of a version, such as 3.");
  }
  return Number(text);
}

export const ruleVersionEndpoints = [
  endpoint({
    method: "GET",
    path: listPath,
    summary: "Versions of a rule, newest first, each with what it changed",
    tag,
    query: ListRuleVersionsQuery,
    status: 200,
    response: pageOf(RuleVersion),
    codes: ["RULE_NOT_FOUND"],
    run: ({ context, params, query }) => listRuleVersions(context, ruleIdOf(params), query),
  }),
  endpoint({
    method: "GET",
    path,
    summary: "Read a version of a rule",
    tag,
    status: 200,
    response: RuleVersion,
    codes: ["RULE_NOT_FOUND", "RULE_VERSION_NOT_FOUND"],
    run: ({ context, params }) => getRuleVersion(context, ruleIdOf(params), versionOf(params)),
  }),
  endpoint({
    method: "POST",
    path: `${path}/restore`,
    summary: "Take the settings of an earlier version back; a new version is made of them",
    tag,
    body: RestoreRuleInput,
    status: 200,
    response: Rule,
    codes: ["RULE_NOT_FOUND", "RULE_VERSION_NOT_FOUND", ...ruleChangeCodes, "VERSION_CONFLICT", "BACKLOG_NOT_EMPTY"],
    run: ({ context, params, body }) => restoreRuleVersion(context, ruleIdOf(params), versionOf(params), body),
  }),
];
