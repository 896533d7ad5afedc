"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import type { ErrorCode } from "@/lib/error-codes";
import type { RuleResult } from "@/lib/rules/files";
import type { RuleStatus } from "@/lib/rules/schemas";
import { exportHref } from "./rule-queries";
import { useApiErrorText, useRefusalText } from "./use-api-error-text";
import { countsOf, useBulkStatus } from "./use-bulk-status";

export interface BulkActionsProps {
  instanceId: string;
  selected: ReadonlySet<string>;
  /** With the rules that were refused. */
  onDone: (refused: string[]) => void;
}

const titles = { enabled: "bulkEnable", disabled: "bulkDisable" } as const;

/** Which rules could not be changed, and why; stays until it is closed. */
function RefusedDialog({ items, onClose }: { items: readonly RuleResult[]; onClose: () => void }) {
  const t = useTranslations("transfer");
  const refusalText = useRefusalText();
  const counts = countsOf(items);
  return (
    <Dialog
      isOpen={counts.refused > 0}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("bulkRefused")}
      description={t("bulkSummary", counts)}
      footer={<Button onClick={onClose}>{t("close")}</Button>}
    >
      <ul className="space-y-1">
        {items
          .filter(({ outcome }) => outcome === "refused")
          .map(({ ruleId, code, message }) => (
            <li key={ruleId}>
              <span className="font-mono font-semibold wrap-anywhere">{ruleId}</span>{" "}
              {/* safe because the server names codes of this very list */}
              {refusalText((code ?? "INTERNAL") as ErrorCode, message ?? "")}
            </li>
          ))}
      </ul>
      <p className="mt-3 text-fg-secondary">{t("keepSelected")}</p>
    </Dialog>
  );
}

function Consequences({ status }: { status: RuleStatus }) {
  const t = useTranslations("transfer");
  const tToggle = useTranslations("rules.toggle");
  if (status === "enabled") {
    return <p>{t("bulkEnableBody")}</p>;
  }
  return (
    <>
      <p>{tToggle("disableManyBody")}</p>
      <p className="mt-2">{tToggle("disableManyBacklog")}</p>
      <p className="mt-2 font-medium">{tToggle("disableLoss")}</p>
    </>
  );
}

/** Below the table: enables, disables or exports what is selected; asks first, and names each rule that was refused. */
export function BulkActions({ instanceId, selected, onDone }: BulkActionsProps) {
  const t = useTranslations("rules.list");
  const tTransfer = useTranslations("transfer");
  const errorText = useApiErrorText();
  const [asked, setAsked] = useState<RuleStatus>();
  const bulk = useBulkStatus(instanceId, onDone);
  const ruleIds = [...selected];
  const results = bulk.data?.items ?? [];
  const refused = <RefusedDialog items={results} onClose={() => bulk.reset()} />;
  if (ruleIds.length === 0) {
    return <span>{refused}</span>;
  }
  return (
    <div className="flex flex-wrap items-center gap-2" data-print="hide">
      <span role="status">{t("selected", { count: ruleIds.length })}</span>
      <Button onClick={() => setAsked("enabled")}>{t("enable")}</Button>
      <Button onClick={() => setAsked("disabled")}>{t("disable")}</Button>
      <ButtonLink href={exportHref(instanceId, ruleIds)} download prefetch={false}>
        {tTransfer("exportSelected")}
      </ButtonLink>
      {asked === undefined ? null : (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => {
            if (!isOpen) {
              setAsked(undefined);
              bulk.reset();
            }
          }}
          title={tTransfer(titles[asked], { count: ruleIds.length })}
          actionLabel={tTransfer(titles[asked], { count: ruleIds.length })}
          isDestructive={asked === "disabled"}
          isPending={bulk.isPending}
          {...(bulk.error === null ? {} : { error: errorText(bulk.error) })}
          onConfirm={() => bulk.mutate({ ruleIds, status: asked }, { onSuccess: () => setAsked(undefined) })}
        >
          <ul className="mb-2 max-h-32 overflow-y-auto font-mono font-semibold">
            {ruleIds.map((ruleId) => (
              <li key={ruleId}>{ruleId}</li>
            ))}
          </ul>
          <Consequences status={asked} />
        </ConfirmDialog>
      )}
      {refused}
    </div>
  );
}
