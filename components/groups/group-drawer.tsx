"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm, useWatch } from "react-hook-form";
import type { Action } from "@/components/forms/action";
import { applyFieldErrors } from "@/components/forms/apply-field-errors";
import { FormDrawer } from "@/components/forms/form-drawer";
import { FormProblem } from "@/components/forms/form-problem";
import { useAction } from "@/components/forms/use-action";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useNameCheck } from "@/components/forms/use-name-check";
import { similarGroupsQuery } from "@/components/topics/topic-queries";
import { Counter, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { CreateGroupInput, type Group } from "@/lib/instances/schemas";
import { limits } from "@/lib/limits";
import { GroupId } from "@/lib/names";

export interface GroupActions {
  create: Action<{ instanceId: string; group: CreateGroupInput }, Group>;
  remove: Action<{ instanceId: string; groupId: string }, null>;
}

export interface GroupDrawerProps {
  instanceId: string;
  create: GroupActions["create"];
  onClose: () => void;
  onSaved: () => void;
}

const toField = (field: string) => (field === "groupId" ? field : undefined);

export function GroupDrawer({ instanceId, create, onClose, onSaved }: GroupDrawerProps) {
  const t = useTranslations("groups");
  const message = useFieldMessage();
  const { run, isPending, problem } = useAction(create);
  const form = useForm({
    resolver: zodResolver(CreateGroupInput),
    defaultValues: { groupId: "GID_" },
    mode: "onTouched",
  });
  const { errors, isDirty } = form.formState;
  const groupId = useWatch({ control: form.control, name: "groupId" });
  const check = useNameCheck(groupId, GroupId, (typed) => similarGroupsQuery(instanceId, typed));
  const handleSubmit = form.handleSubmit(async (group) => {
    const result = await run({ instanceId, group });
    if (result?.ok === true) {
      toast.success(t("created", { name: group.groupId }));
      onSaved();
    } else if (result !== undefined) {
      applyFieldErrors(result.error.fields, form.setError, toField);
    }
  });
  return (
    <FormDrawer
      isOpen
      onClose={onClose}
      title={t("form.title")}
      submitLabel={t("form.submit")}
      isDirty={isDirty}
      isPending={isPending}
      onSubmit={handleSubmit}
    >
      <Field
        label={t("form.groupId")}
        isRequired
        help={t("form.help")}
        error={
          message(errors.groupId?.message) ?? (check.kind === "taken" ? t("form.taken", { name: check.by }) : undefined)
        }
        aside={<Counter length={groupId.length} lengthMax={limits.groupIdLengthMax} />}
      >
        <Input isMono autoComplete="off" spellCheck={false} {...form.register("groupId")} />
      </Field>
      <p role="status" className="-mt-3 min-h-4.5 text-fg-help empty:hidden">
        {check.kind === "checking" ? t("form.checking") : null}
        {check.kind === "free" ? <span className="text-success-fg">{t("form.free")}</span> : null}
      </p>
      <FormProblem
        problem={problem}
        hasFields={problem?.fields?.some(({ field }) => toField(field) !== undefined) ?? false}
      />
    </FormDrawer>
  );
}
