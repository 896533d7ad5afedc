"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { InlineEdit } from "@/components/forms/inline-edit";
import { CopyText } from "@/components/ui/copy-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Time } from "@/components/ui/time";
import type { Instance } from "@/lib/instances/schemas";
import { limits } from "@/lib/limits";
import { regions } from "@/lib/regions";
import { TagList } from "./instance-cells";
import type { InstanceActions } from "./instance-drawer";
import { KernelVersion } from "./instance-labels";

const tagsShown = 20;

interface InstanceBasicsProps {
  instance: Instance;
  update: InstanceActions["update"];
}

function InstanceName({ instance, update }: InstanceBasicsProps) {
  const t = useTranslations("instances");
  const router = useRouter();
  async function save(name: string, version: number) {
    const result = await update({ instanceId: instance.instanceId, changes: { name, version } });
    if (result.ok) {
      router.refresh();
    }
    return result;
  }
  return (
    <InlineEdit
      value={instance.name}
      version={instance.version}
      label={t("details.name")}
      lengthMax={limits.instanceNameLengthMax}
      save={save}
    >
      <span className="wrap-anywhere">{instance.name}</span>
    </InlineEdit>
  );
}

export function InstanceBasics({ instance, update }: InstanceBasicsProps) {
  const t = useTranslations("instances.details");
  const tAll = useTranslations("instances");
  const locale = useLocale();
  const region = regions.find(({ id }) => id === instance.regionId);
  const auth = instance.connection?.auth;
  return (
    <KeyValueList
      items={[
        { id: "id", label: t("id"), value: <CopyText text={instance.instanceId} name={tAll("instanceId")} /> },
        { id: "name", label: t("name"), value: <InstanceName instance={instance} update={update} /> },
        { id: "region", label: t("region"), value: locale === "zh-CN" ? region?.zh : region?.en },
        { id: "type", label: t("type"), value: tAll(`type.${instance.instanceType}`) },
        { id: "kernel", label: t("kernel"), value: <KernelVersion instance={instance} /> },
        { id: "broker", label: t("broker"), value: tAll(`broker.${instance.broker}`) },
        ...(auth === undefined
          ? [
              {
                id: "unknownTopics",
                label: t("unknownTopics"),
                value: t(instance.refuseUnknownTopics ? "unknownTopicsRefused" : "unknownTopicsAccepted"),
              },
            ]
          : [
              {
                id: "auth",
                label: t("connection"),
                value: tAll(auth === "signature" ? "form.authSignature" : "form.authPassword"),
              },
            ]),
        { id: "created", label: t("created"), value: <Time value={instance.createdAt} /> },
        { id: "updated", label: t("updated"), value: <Time value={instance.updatedAt} /> },
        {
          id: "tags",
          label: t("tags"),
          isWide: true,
          value:
            Object.keys(instance.tags).length === 0 ? (
              t("noTags")
            ) : (
              <TagList tags={instance.tags} shownMax={tagsShown} />
            ),
        },
      ]}
    />
  );
}
