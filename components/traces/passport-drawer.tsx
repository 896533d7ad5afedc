"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ListFailed } from "@/components/forms/list-status";
import { Drawer } from "@/components/ui/drawer";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { Instance } from "@/lib/instances/schemas";
import { Passport } from "./passport";
import { messageTraceQuery } from "./trace-queries";

/** The passport of one message; its ID is in the address. */
export function PassportDrawer(props: { instance: Instance; messageId: string; onClose: () => void }) {
  const { instance, messageId, onClose } = props;
  const t = useTranslations("traces.passport");
  const query = useQuery(messageTraceQuery(instance.instanceId, messageId));
  const trace = query.data?.items[0];
  return (
    <Drawer
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("title")}
      width="l"
      isDismissedByPressOutside
    >
      {trace !== undefined ? (
        <Passport instance={instance} trace={trace} />
      ) : query.isError ? (
        <ListFailed query={query} />
      ) : query.isPending ? (
        <div className="space-y-3">
          <Skeleton className="h-4 w-72" />
          <Skeleton className="h-40 w-full" />
        </div>
      ) : (
        <EmptyState kind="noMatch" title={t("gone")} description={t("goneBody")} />
      )}
    </Drawer>
  );
}
