"use server";

import { z } from "zod";
import { CreateRuleInput, UpdateRuleInput } from "@/lib/rules/schemas";
import { defineAction, requireOperator } from "@/server/action";
import { createRule } from "@/server/services/rules/create";
import { updateRule } from "@/server/services/rules/update";

export const createRuleAction = defineAction({
  input: z.strictObject({ instanceId: z.string(), rule: CreateRuleInput }),
  authorise: requireOperator,
  run: (context, { instanceId, rule }) => createRule(context, instanceId, rule),
});

export const updateRuleAction = defineAction({
  input: z.strictObject({ ruleId: z.string(), changes: UpdateRuleInput }),
  authorise: requireOperator,
  run: (context, { ruleId, changes }) => updateRule(context, ruleId, changes),
});
