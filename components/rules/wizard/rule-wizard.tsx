"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { InlineMessage } from "@/components/ui/inline-message";
import { Link } from "@/components/ui/link";
import { Steps } from "@/components/ui/steps";
import { toast } from "@/components/ui/toast";
import type { Rule } from "@/lib/rules/schemas";
import { paths } from "@/lib/view/paths";
import { ErrorSummary } from "./error-summary";
import { focusField } from "./focus-field";
import { LeaveGuard } from "./leave-guard";
import { emptyRuleForm, type RuleForm, stepFields, type WizardStep, wizardSteps } from "./rule-form";
import { firstSample, type Sample } from "./sample";
import { StepBasic } from "./step-basic";
import { StepDestination } from "./step-destination";
import { StepSource } from "./step-source";
import { toRuleForm } from "./to-rule-form";
import { useNextStep } from "./use-next-step";
import { useRuleDraft } from "./use-rule-draft";
import { useRuleResolver } from "./use-rule-resolver";
import { useRuleSubmit } from "./use-rule-submit";
import { useWizardStep } from "./use-wizard-step";
import { VersionConflict } from "./version-conflict";
import { WizardBar } from "./wizard-bar";
import type { RuleWizardProps } from "./wizard-types";

function StepList({ step }: { step: WizardStep }) {
  const t = useTranslations("rules.wizard");
  return (
    <Steps
      label={t("steps")}
      currentId={step}
      steps={wizardSteps.map((id) => ({ id, title: t(`step.${id}`), href: `?step=${id}` }))}
    />
  );
}

function DraftOffer({ onRestore, onDiscard }: { onRestore: () => void; onDiscard: () => void }) {
  const t = useTranslations("rules.wizard");
  return (
    <InlineMessage
      action={
        <span className="flex gap-2">
          <Button size="s" onClick={onRestore}>
            {t("draftRestore")}
          </Button>
          <Button size="s" onClick={onDiscard}>
            {t("draftDiscard")}
          </Button>
        </span>
      }
    >
      {t("draftOffer")}
    </InlineMessage>
  );
}

/** Toast of a created or saved rule; the way to the next one is in it. */
function announceSaved(
  t: ReturnType<typeof useTranslations<"rules.wizard">>,
  props: RuleWizardProps,
  rule: Rule,
): void {
  if (props.rule !== undefined) {
    toast.success(t("savedToast", { ruleId: rule.ruleId }));
    return;
  }
  toast.success(
    t("createdToast", { ruleId: rule.ruleId }),
    <Link href={paths.createRule(props.instance.regionId, props.instance.instanceId)}>{t("createAnother")}</Link>,
  );
}

/** Creates or edits a rule in three steps; everything is sent at the end, in one piece. */
export function RuleWizard(props: RuleWizardProps) {
  const { instance, rule, allowedSeries } = props;
  const t = useTranslations("rules.wizard");
  const router = useRouter();
  const isEdit = rule !== undefined;
  const resolver = useRuleResolver();
  const form = useForm<RuleForm>({
    resolver,
    defaultValues: rule === undefined ? emptyRuleForm : toRuleForm(rule),
    mode: "onTouched",
  });
  const [isSaved, setIsSaved] = useState(false);
  const { step, go, heading } = useWizardStep(form.getValues, isEdit);
  const draft = useRuleDraft(form, isEdit ? undefined : instance.instanceId, step);
  const steps = useNextStep({ form, step, instanceId: instance.instanceId, ownRuleId: rule?.ruleId, go });
  const submit = useRuleSubmit({
    ...props,
    form,
    step,
    go,
    onSaved: (saved) => {
      setIsSaved(true);
      draft.discard();
      announceSaved(t, props, saved);
      router.push(paths.rule(instance.regionId, instance.instanceId, saved.ruleId));
    },
  });
  const isLast = step === "destination";
  const parentTopic = form.watch("source.topic");
  const [tried, setTried] = useState<{ parentTopic: string; sample: Sample }>();
  // A sample of another parent topic says nothing about this rule.
  const sample = tried?.parentTopic === parentTopic ? tried.sample : firstSample(parentTopic);
  const handleSample = (next: Sample) => setTried({ parentTopic, sample: next });
  const { errors, isDirty } = form.formState;

  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    if (!isLast) {
      steps.next().catch(() => undefined);
      return;
    }
    steps
      .check()
      .then((isInOrder) => (isInOrder ? submit.send() : undefined))
      .catch(() => undefined);
  }

  const summary = stepFields[step].flatMap((field) => {
    const { error } = form.getFieldState(field, { ...form.formState, errors });
    return error?.message === undefined
      ? []
      : [{ field, label: t(`fieldLabel.${fieldKey(field)}`), message: error.message }];
  });

  return (
    <FormProvider {...form}>
      <form onSubmit={handleSubmit} noValidate className="flex flex-col gap-6">
        <StepList step={step} />
        {draft.offered !== undefined && !isDirty ? (
          <DraftOffer
            onDiscard={draft.discard}
            onRestore={() => {
              const restored = draft.restore();
              if (restored !== undefined) {
                go(restored);
              }
            }}
          />
        ) : null}
        {submit.formError === undefined ? null : <InlineMessage tone="error">{submit.formError}</InlineMessage>}
        {submit.theirs === undefined ? null : (
          <VersionConflict
            theirs={toRuleForm(submit.theirs)}
            onKeepMine={submit.keepMine}
            onTakeTheirs={() => submit.takeTheirs(toRuleForm)}
          />
        )}
        <h2 ref={heading} tabIndex={-1} className="text-base font-medium outline-none">
          {t(`step.${step}`)}
        </h2>
        <ErrorSummary entries={summary} onGo={focusField} />
        <div className="flex min-h-50 flex-col gap-4">
          {step === "basic" ? (
            <StepBasic
              isEdit={isEdit}
              onRuleIdEntered={() => {
                steps.checkEnteredRuleId().catch(() => undefined);
              }}
            />
          ) : step === "source" ? (
            <StepSource
              instanceId={instance.instanceId}
              ruleId={rule?.ruleId}
              rulesHref={paths.rules(instance.regionId, instance.instanceId)}
              onSample={handleSample}
            />
          ) : (
            <StepDestination
              regionId={instance.regionId}
              allowedSeries={allowedSeries}
              instanceId={instance.instanceId}
              sample={sample}
              onSample={handleSample}
            />
          )}
        </div>
        <WizardBar
          isFirst={step === "basic"}
          isLast={isLast}
          isEdit={isEdit}
          isPending={submit.isPending || steps.isChecking}
          cancelHref={
            rule === undefined
              ? paths.rules(instance.regionId, instance.instanceId)
              : paths.rule(instance.regionId, instance.instanceId, rule.ruleId)
          }
          onPrevious={() => go(step === "destination" ? "source" : "basic")}
        />
      </form>
      <LeaveGuard isDirty={isDirty && !isSaved} onLeave={draft.discard} />
      <ConfirmDialog
        isOpen={submit.backlogDetail !== undefined}
        onOpenChange={(isOpen) => {
          if (!isOpen) {
            submit.dismissBacklog();
          }
        }}
        title={t("moveTitle")}
        actionLabel={t("moveAction")}
        isDestructive={false}
        isPending={submit.isPending}
        onConfirm={() => {
          submit.send({ backlog: "move" }).catch(() => undefined);
        }}
      >
        <p>{t("moveBody")}</p>
        <p className="mt-2 text-fg-secondary">{submit.backlogDetail}</p>
      </ConfirmDialog>
    </FormProvider>
  );
}

function fieldKey(field: (typeof stepFields)[WizardStep][number]) {
  const keys = {
    ruleId: "ruleId",
    description: "description",
    status: "status",
    type: "type",
    "source.topic": "sourceTopic",
    "destination.rocketmqInstanceId": "rocketmqInstance",
    "destination.topic": "rocketmqTopic",
  } as const;
  return keys[field];
}
