"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DeleteDialog } from "@/components/forms/delete-dialog";
import { ListFailed, RefreshButton, StaleNotice } from "@/components/forms/list-status";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { lateComponent } from "@/components/ui/late-overlay";
import { Table } from "@/components/ui/table";
import { Toolbar } from "@/components/ui/toolbar";
import type { AlertWebhook } from "@/lib/alerts/schemas";
import type { Page } from "@/lib/pages";
import type { AlertWebhookActions } from "./alert-actions";
import { listWebhooksQuery } from "./alert-queries";
import { useWebhookColumns } from "./webhook-columns";
import type { WebhookDrawerProps } from "./webhook-drawer";
import type { WebhookTestDialogProps } from "./webhook-test-dialog";

const WebhookDrawer = lateComponent<WebhookDrawerProps>(async () => (await import("./webhook-drawer")).WebhookDrawer);
const WebhookTestDialog = lateComponent<WebhookTestDialogProps>(
  async () => (await import("./webhook-test-dialog")).WebhookTestDialog,
);

export interface WebhooksSectionProps {
  first: { data: Page<AlertWebhook>; atMs: number };
  actions: AlertWebhookActions;
}

type Opened = { kind: "create" } | { kind: "edit" | "delete" | "test"; webhook: AlertWebhook } | undefined;

interface OpenedProps {
  opened: Opened;
  actions: AlertWebhookActions;
  onClose: () => void;
  onChanged: () => void;
}

function OpenedPart({ opened, actions, onClose, onChanged }: OpenedProps) {
  const t = useTranslations("alerts.webhook");
  if (opened === undefined) {
    return null;
  }
  switch (opened.kind) {
    case "test":
      return <WebhookTestDialog webhook={opened.webhook} onClose={onClose} />;
    case "delete":
      return (
        <DeleteDialog
          title={t("delete.title")}
          action={actions.remove}
          input={{ webhookId: opened.webhook.webhookId }}
          doneText={t("deleted", { name: opened.webhook.name })}
          onClose={onClose}
          onDeleted={onChanged}
        >
          {t.rich("delete.body", { name: opened.webhook.name, b: (text) => <b className="wrap-anywhere">{text}</b> })}
        </DeleteDialog>
      );
    default:
      return (
        <WebhookDrawer
          webhook={opened.kind === "edit" ? opened.webhook : undefined}
          actions={actions}
          onClose={onClose}
          onSaved={onChanged}
        />
      );
  }
}

/** Where alerts are sent: the same webhooks in every region. */
export function WebhooksSection({ first, actions }: WebhooksSectionProps) {
  const t = useTranslations("alerts.webhook");
  const [opened, setOpened] = useState<Opened>();
  const queryClient = useQueryClient();
  const query = useQuery({ ...listWebhooksQuery(), initialData: first.data, initialDataUpdatedAt: first.atMs });
  const columns = useWebhookColumns({
    onTest: (webhook) => setOpened({ kind: "test", webhook }),
    onEdit: (webhook) => setOpened({ kind: "edit", webhook }),
    onDelete: (webhook) => setOpened({ kind: "delete", webhook }),
  });
  function handleChanged() {
    setOpened(undefined);
    void queryClient.invalidateQueries({ queryKey: ["alert-webhooks"] });
  }
  const empty = <EmptyState title={t("empty.title")} description={t("empty.description")} />;
  return (
    <section aria-labelledby="alert-webhooks" className="mt-8">
      <h2 id="alert-webhooks" className="mb-1 text-base font-semibold">
        {t("title")}
      </h2>
      <p className="mb-3 max-w-200 text-fg-secondary">{t("intro")}</p>
      <Toolbar
        actions={
          <>
            <Button
              variant="primary"
              icon={<Plus aria-hidden className="size-4" />}
              onClick={() => setOpened({ kind: "create" })}
            >
              {t("create")}
            </Button>
            <RefreshButton query={query} />
          </>
        }
      />
      <StaleNotice query={query} />
      <Table
        caption={t("caption")}
        columns={columns}
        rows={query.data.items}
        rowKey={({ webhookId }) => webhookId}
        isRefreshing={query.isFetching}
        empty={query.isError ? <ListFailed query={query} /> : empty}
      />
      <OpenedPart opened={opened} actions={actions} onClose={() => setOpened(undefined)} onChanged={handleChanged} />
    </section>
  );
}
