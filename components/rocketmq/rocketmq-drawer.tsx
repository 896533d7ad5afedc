"use client";

import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { applyFieldErrors } from "@/components/forms/apply-field-errors";
import { ConnectionTestPanel, useConnectionTest } from "@/components/forms/connection-test";
import { FormDrawer } from "@/components/forms/form-drawer";
import { FormProblem } from "@/components/forms/form-problem";
import { useAction } from "@/components/forms/use-action";
import { toast } from "@/components/ui/toast";
import type { RegionId } from "@/lib/regions";
import {
  CreateRocketmqInstanceInput,
  type RocketmqInstance,
  UpdateRocketmqInstanceInput,
} from "@/lib/rocketmq/schemas";
import type { RocketmqActions } from "./rocketmq-actions";
import { ReplicaField, RocketmqBasicFields, RocketmqConnectionFields } from "./rocketmq-fields";
import {
  emptyRocketmqForm,
  type RocketmqFormValues,
  toRocketmqConnection,
  toRocketmqField,
  toRocketmqForm,
  toRocketmqPatch,
} from "./rocketmq-form-values";

export interface RocketmqDrawerProps {
  regionId: RegionId;
  /** Undefined registers. */
  instance?: RocketmqInstance | undefined;
  actions: RocketmqActions;
  onClose: () => void;
  onSaved: () => void;
}

function useSubmission({ regionId, instance, actions }: RocketmqDrawerProps) {
  const create = useAction(actions.create);
  const update = useAction(actions.update);
  function prepare(values: RocketmqFormValues) {
    const { name, requireReplica } = values;
    // Series 4.0 speaks Remoting only, whatever was chosen before.
    const fixed = values.series === "4.0" ? { ...values, protocol: "remoting" as const } : values;
    if (instance === undefined) {
      const input = { name, regionId, series: values.series, requireReplica, ...toRocketmqConnection(fixed) };
      const parsed = CreateRocketmqInstanceInput.safeParse(input);
      return { issues: parsed.error?.issues ?? [], send: () => create.run(parsed.data ?? input) };
    }
    const connection = instance.broker === "external" ? { series: values.series, ...toRocketmqPatch(fixed) } : {};
    const changes = { name, requireReplica, version: instance.version, ...connection };
    const parsed = UpdateRocketmqInstanceInput.safeParse(changes);
    const { instanceId } = instance;
    return {
      issues: parsed.error?.issues ?? [],
      send: () => update.run({ instanceId, changes: parsed.data ?? changes }),
    };
  }
  return { prepare, isPending: create.isPending || update.isPending, problem: create.problem ?? update.problem };
}

/** Registers or edits a RocketMQ instance; the connection can be tried before anything is saved. */
export function RocketmqDrawer(props: RocketmqDrawerProps) {
  const t = useTranslations("rocketmq");
  const { instance } = props;
  const form = useForm<RocketmqFormValues>({
    defaultValues: instance === undefined ? emptyRocketmqForm : toRocketmqForm(instance),
    mode: "onTouched",
  });
  const submission = useSubmission(props);
  const test = useConnectionTest("/rocketmq-instances/test");
  const handleSubmit = form.handleSubmit(async (values) => {
    const { issues, send } = submission.prepare(values);
    const fields = issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
    if (fields.length > 0 && applyFieldErrors(fields, form.setError, toRocketmqField)) {
      return;
    }
    const result = await send();
    if (result?.ok === true) {
      toast.success(t(instance === undefined ? "created" : "saved", { name: result.data.name }));
      props.onSaved();
    } else if (result !== undefined) {
      applyFieldErrors(result.error.fields, form.setError, toRocketmqField);
    }
  });
  function handleTest() {
    const values = form.getValues();
    const stored = instance === undefined ? {} : { instanceId: instance.instanceId };
    return test.test({ series: values.series, ...toRocketmqConnection(values), ...stored });
  }
  const { problem } = submission;
  return (
    <FormDrawer
      isOpen
      onClose={props.onClose}
      width="m"
      title={instance === undefined ? t("form.createTitle") : t("form.editTitle", { name: instance.name })}
      submitLabel={t(instance === undefined ? "form.submitCreate" : "form.submitEdit")}
      isDirty={form.formState.isDirty}
      isPending={submission.isPending}
      onSubmit={handleSubmit}
    >
      {instance === undefined ? <p className="text-fg-secondary">{t("form.createIntro")}</p> : null}
      {instance?.broker === "embedded" ? null : <RocketmqBasicFields form={form} />}
      {instance?.broker === "embedded" ? null : (
        <>
          <RocketmqConnectionFields form={form} stored={instance} />
          <ConnectionTestPanel state={test.state} onTest={handleTest} />
        </>
      )}
      <ReplicaField form={form} />
      <FormProblem
        problem={problem}
        hasFields={problem?.fields?.every(({ field }) => toRocketmqField(field) !== undefined) ?? false}
      />
    </FormDrawer>
  );
}
