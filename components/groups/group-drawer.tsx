"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm, useWatch } from "react-hook-form";
import type { Action } from "@/components/forms/action";
import { CreateDrawer } from "@/components/forms/create-drawer";
import { NameCheckStatus } from "@/components/forms/name-check-status";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useNameCheck } from "@/components/forms/use-name-check";
import { similarGroupsQuery } from "@/components/topics/topic-queries";
import { Counter, Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
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
  const form = useForm({
    resolver: zodResolver(CreateGroupInput),
    defaultValues: { groupId: "GID_" },
    mode: "onTouched",
  });
  const { errors } = form.formState;
  const groupId = useWatch({ control: form.control, name: "groupId" });
  const check = useNameCheck(groupId, GroupId, (typed) => similarGroupsQuery(instanceId, typed));
  return (
    <CreateDrawer
      form={form}
      action={create}
      toInput={(group) => ({ instanceId, group })}
      toField={toField}
      title={t("form.title")}
      submitLabel={t("form.submit")}
      doneText={(group) => t("created", { name: group.groupId })}
      onClose={onClose}
      onSaved={onSaved}
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
      <NameCheckStatus check={check} checking={t("form.checking")} free={t("form.free")} />
    </CreateDrawer>
  );
}
