"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { RocketmqInstance } from "@/lib/rocketmq/schemas";
import { paths } from "@/lib/view/paths";
import { DeleteRocketmqDialog } from "./delete-rocketmq-dialog";
import type { RocketmqActions } from "./rocketmq-actions";
import { RocketmqDrawer } from "./rocketmq-drawer";

export function RocketmqHeaderActions({ instance, actions }: { instance: RocketmqInstance; actions: RocketmqActions }) {
  const t = useTranslations("rocketmq");
  const router = useRouter();
  const [opened, setOpened] = useState<"edit" | "delete">();
  const close = () => setOpened(undefined);
  return (
    <>
      <Button onClick={() => setOpened("edit")}>{t("action.edit")}</Button>
      <Button
        onClick={() => setOpened("delete")}
        disabledReason={instance.broker === "embedded" ? t("embeddedNotDeleted") : undefined}
      >
        {t("action.delete")}
      </Button>
      {opened === "edit" ? (
        <RocketmqDrawer
          regionId={instance.regionId}
          instance={instance}
          actions={actions}
          onClose={close}
          onSaved={() => {
            close();
            router.refresh();
          }}
        />
      ) : null}
      {opened === "delete" ? (
        <DeleteRocketmqDialog
          instance={instance}
          remove={actions.remove}
          onClose={close}
          onDeleted={() => router.push(paths.rocketmqInstances(instance.regionId))}
        />
      ) : null}
    </>
  );
}
