"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { FieldErrors, Resolver } from "react-hook-form";
import { limits } from "@/lib/limits";
import { RuleForm } from "./rule-form";
import { type RuleIssue, ruleIssue } from "./rule-issue";

const schemaResolver = zodResolver(RuleForm);

const issueLimits: Partial<Record<RuleIssue, { min: number; max: number }>> = {
  ruleIdLength: { min: limits.ruleIdLengthMin, max: limits.ruleIdLengthMax },
  topicLength: { min: limits.parentTopicLengthMin, max: limits.parentTopicLengthMax },
  descriptionLength: { min: 0, max: limits.descriptionLengthMax },
};

type IssueText = (issue: RuleIssue, limit: { min: number; max: number }) => string;

function translated(errors: FieldErrors, values: Record<string, unknown>, path: string, text: IssueText): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([name, error]) => {
      const field = path === "" ? name : `${path}.${name}`;
      const value = values[name];
      if (typeof error?.type === "string") {
        const issue = ruleIssue(field, error.type, value);
        const limit =
          field === "destination.topic" && issue === "topicLength"
            ? { min: limits.rocketmqTopicLengthMin, max: limits.rocketmqTopicLengthMax }
            : (issueLimits[issue] ?? { min: 0, max: 0 });
        return [name, { ...error, message: text(issue, limit) }];
      }
      // safe because an error without a type is the branch of a nested object of the form
      return [name, translated(error as FieldErrors, (value ?? {}) as Record<string, unknown>, field, text)];
    }),
  );
}

/** The rule schema as a form resolver, its messages in the reader's language. */
export function useRuleResolver(): Resolver<RuleForm> {
  const t = useTranslations("rules.wizard.issue");
  return useMemo(
    () => async (values, context, options) => {
      const result = await schemaResolver(values, context, options);
      const errors = translated(result.errors as FieldErrors, { ...values }, "", (issue, limit) => t(issue, limit));
      // safe because only messages were replaced
      return { ...result, errors } as Awaited<ReturnType<Resolver<RuleForm>>>;
    },
    [t],
  );
}
