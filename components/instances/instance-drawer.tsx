"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import type { Action } from "@/components/forms/action";
import { applyFieldErrors } from "@/components/forms/apply-field-errors";
import { ConnectionTestPanel, useConnectionTest } from "@/components/forms/connection-test";
import { FormDrawer } from "@/components/forms/form-drawer";
import { FormProblem } from "@/components/forms/form-problem";
import { hasDuplicateKey, type TagRow, TagsEditor, toTagRows, toTags } from "@/components/forms/tags-editor";
import { useAction } from "@/components/forms/use-action";
import { toast } from "@/components/ui/toast";
import type { ErrorCode } from "@/lib/error-codes";
import { CreateInstanceInput, type Instance, UpdateInstanceInput } from "@/lib/instances/schemas";
import type { ActionResult } from "@/lib/result";
import { BasicFields, ConnectionFields } from "./instance-fields";
import {
  emptyInstanceForm,
  type InstanceFormValues,
  toConnection,
  toConnectionPatch,
  toInstanceField,
  toInstanceForm,
} from "./instance-form-values";

export interface InstanceActions {
  create: Action<CreateInstanceInput, Instance>;
  update: Action<{ instanceId: string; changes: UpdateInstanceInput }, Instance>;
  remove: Action<{ instanceId: string }, null>;
}

interface Submission {
  issues: { path: PropertyKey[]; message: string }[];
  send: () => Promise<ActionResult<Instance> | undefined>;
}

export interface InstanceDrawerProps {
  regionId: Instance["regionId"];
  /** Undefined creates. */
  instance?: Instance | undefined;
  actions: InstanceActions;
  onClose: () => void;
  onSaved: (instance: Instance) => void;
}

function useSubmission(props: InstanceDrawerProps) {
  const create = useAction(props.actions.create);
  const update = useAction(props.actions.update);
  function prepare(values: InstanceFormValues, tags: Record<string, string>): Submission {
    const { name, kernelVersion, instanceType } = values;
    const { instance } = props;
    if (instance === undefined) {
      const input = {
        name,
        kernelVersion,
        instanceType,
        regionId: props.regionId,
        tags,
        connection: toConnection(values),
      };
      const parsed = CreateInstanceInput.safeParse(input);
      return { issues: parsed.error?.issues ?? [], send: () => create.run(parsed.data ?? input) };
    }
    const connection = instance.broker === "external" ? { connection: toConnectionPatch(values) } : {};
    const changes = { name, kernelVersion, instanceType, tags, ...connection, version: instance.version };
    const parsed = UpdateInstanceInput.safeParse(changes);
    const { instanceId } = instance;
    return {
      issues: parsed.error?.issues ?? [],
      send: () => update.run({ instanceId, changes: parsed.data ?? (changes as UpdateInstanceInput) }),
    };
  }
  return { prepare, isPending: create.isPending || update.isPending, problem: create.problem ?? update.problem };
}

/** Registers or edits an MQTT instance; the connection can be tried before anything is saved. */
export function InstanceDrawer(props: InstanceDrawerProps) {
  const t = useTranslations("instances");
  const { instance } = props;
  const form = useForm<InstanceFormValues>({
    defaultValues: instance === undefined ? emptyInstanceForm : toInstanceForm(instance),
    mode: "onTouched",
  });
  const [tags, setTags] = useState<TagRow[]>(() => toTagRows(instance?.tags ?? {}));
  const [areTagsDirty, setAreTagsDirty] = useState(false);
  const submission = useSubmission(props);
  const test = useConnectionTest("/instances/test");
  const hasConnection = instance?.broker !== "embedded";

  const handleSubmit = form.handleSubmit(async (values) => {
    const { issues, send } = submission.prepare(values, toTags(tags));
    const fields = issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
    if (hasDuplicateKey(tags) || (fields.length > 0 && applyFieldErrors(fields, form.setError, toInstanceField))) {
      return;
    }
    const result = await send();
    if (result?.ok === true) {
      toast.success(t(instance === undefined ? "created" : "saved", { name: result.data.name }));
      props.onSaved(result.data);
    } else if (result !== undefined) {
      applyFieldErrors(result.error.fields, form.setError, toInstanceField);
    }
  });

  const instanceId = instance === undefined ? {} : { instanceId: instance.instanceId };
  return (
    <FormDrawer
      isOpen
      onClose={props.onClose}
      width="m"
      title={instance === undefined ? t("form.createTitle") : t("form.editTitle", { name: instance.name })}
      submitLabel={t(instance === undefined ? "form.submitCreate" : "form.submitEdit")}
      isDirty={form.formState.isDirty || areTagsDirty}
      isPending={submission.isPending}
      onSubmit={handleSubmit}
    >
      {instance === undefined ? <p className="text-fg-secondary">{t("form.createIntro")}</p> : null}
      <BasicFields form={form} />
      {hasConnection ? (
        <>
          <h3 className="border-t border-line pt-4 text-sm font-semibold">{t("form.connection")}</h3>
          <ConnectionFields form={form} stored={instance?.connection} />
          <ConnectionTestPanel
            state={test.state}
            onTest={() => test.test({ connection: toConnection(form.getValues()), ...instanceId })}
          />
        </>
      ) : null}
      <div className="border-t border-line pt-4">
        <TagsEditor
          rows={tags}
          onChange={(rows) => {
            setTags(rows);
            setAreTagsDirty(true);
          }}
        />
      </div>
      <FormProblem problem={submission.problem} hasFields={hasAllFields(submission.problem)} />
    </FormDrawer>
  );
}

function hasAllFields(problem: { code: ErrorCode; fields?: { field: string }[] | undefined } | undefined): boolean {
  return problem?.fields?.every((field) => toInstanceField(field.field) !== undefined) ?? false;
}
