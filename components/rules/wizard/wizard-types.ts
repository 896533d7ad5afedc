import type { RegionId } from "@/lib/regions";
import type { ActionResult } from "@/lib/result";
import type { RocketmqSeries } from "@/lib/rocketmq/schemas";
import type { Rule } from "@/lib/rules/schemas";
import type { RuleForm } from "./rule-form";

export interface SubmitOptions {
  /** Editing: the version that was edited. */
  version?: number;
  backlog?: "move";
}

export type SubmitRule = (values: RuleForm, options: SubmitOptions) => Promise<ActionResult<Rule>>;

export interface RuleWizardProps {
  instance: { instanceId: string; name: string; regionId: RegionId };
  allowedSeries: readonly RocketmqSeries[];
  /** Present while editing. */
  rule?: Rule | undefined;
  submit: SubmitRule;
}
