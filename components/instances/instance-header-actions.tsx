"use client";

import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import type { Instance } from "@/lib/instances/schemas";
import { paths } from "@/lib/view/paths";
import { DeleteInstanceDialog } from "./delete-instance-dialog";
import { type InstanceActions, InstanceDrawer } from "./instance-drawer";
import { QuotaDialog } from "./quota-dialog";

export interface InstanceHeaderActionsProps {
  instance: Instance;
  actions: InstanceActions;
}

export function InstanceHeaderActions({ instance, actions }: InstanceHeaderActionsProps) {
  const t = useTranslations("instances");
  const tCommon = useTranslations("common");
  const router = useRouter();
  const [opened, setOpened] = useState<"edit" | "quota" | "delete">();
  const close = () => setOpened(undefined);
  function handleSaved() {
    close();
    router.refresh();
  }
  return (
    <>
      <Button onClick={() => setOpened("edit")}>{t("details.edit")}</Button>
      <Button onClick={() => setOpened("quota")}>{t("details.changeQuota")}</Button>
      <Menu
        trigger={
          <IconButton
            label={tCommon("moreActionsFor", { name: instance.name })}
            icon={<Ellipsis aria-hidden />}
            className="border border-control-line"
          />
        }
        actions={[
          {
            id: "delete",
            label: t("details.delete"),
            isDestructive: true,
            onSelect: () => setOpened("delete"),
            disabledReason: instance.broker === "embedded" ? t("embeddedNotDeleted") : undefined,
          },
        ]}
      />
      {opened === "edit" ? (
        <InstanceDrawer
          regionId={instance.regionId}
          instance={instance}
          actions={actions}
          onClose={close}
          onSaved={handleSaved}
        />
      ) : null}
      {opened === "quota" ? (
        <QuotaDialog instance={instance} update={actions.update} onClose={close} onSaved={handleSaved} />
      ) : null}
      {opened === "delete" ? (
        <DeleteInstanceDialog
          instance={instance}
          remove={actions.remove}
          onClose={close}
          onDeleted={() => router.push(paths.instances(instance.regionId))}
        />
      ) : null}
    </>
  );
}
