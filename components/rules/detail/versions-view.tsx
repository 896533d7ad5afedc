"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAuditWords } from "@/components/audit/use-audit-words";
import { ListFailed } from "@/components/forms/list-status";
import { usePageNumber } from "@/components/forms/use-page-number";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { RowActions } from "@/components/ui/row-actions";
import { type Column, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { availableRuleTypes } from "@/lib/rules/kinds";
import type { Rule } from "@/lib/rules/schemas";
import type { RuleVersion } from "@/lib/rules/versions";
import { ChangeTable } from "../change-table";
import { useChangeWords } from "../use-change-words";
import { RestoreDialog } from "./restore-dialog";
import { type RuleVersionPage, ruleVersionsQuery } from "./version-queries";

/** The oldest one on the last page has nothing before it; what has no difference to the one before only says so. */
function firstOf({ items, page, pageSize, total }: RuleVersionPage): number | undefined {
  return page * pageSize >= total ? items.at(-1)?.version : undefined;
}

function useColumns(
  firstVersion: number | undefined,
  onRestore: (version: RuleVersion) => void,
): Column<RuleVersion>[] {
  const t = useTranslations("versions");
  const tHistory = useTranslations("rules.history");
  const tDetail = useTranslations("rules.detail");
  const tList = useTranslations("rules.list");
  const words = useChangeWords();
  const auditWords = useAuditWords();
  const reason = (version: RuleVersion) => {
    if (version.isCurrent) {
      return t("isCurrent");
    }
    return availableRuleTypes.includes(version.settings.type) ? undefined : tDetail("unsupportedType");
  };
  return [
    {
      id: "version",
      header: t("version"),
      className: "w-36 whitespace-nowrap",
      cell: (version) => (
        <span className="inline-flex items-center gap-2">
          <span className="font-mono tabular-nums">{t("number", { version: version.version })}</span>
          {version.isCurrent ? <Tag tone="success">{t("current")}</Tag> : null}
        </span>
      ),
    },
    { id: "when", header: tHistory("when"), className: "w-44", cell: ({ at }) => <Time value={at} /> },
    { id: "who", header: tHistory("who"), className: "w-32", cell: ({ actor }) => auditWords.actor(actor) },
    { id: "what", header: t("what"), className: "w-44 whitespace-nowrap", cell: (version) => words.change(version) },
    {
      id: "changes",
      header: tHistory("change"),
      className: "min-w-80",
      cell: ({ changes, version }) =>
        changes.length === 0 ? (
          <span className="text-fg-help">{t(version === firstVersion ? "first" : "unchanged")}</span>
        ) : (
          <ChangeTable changes={changes} caption={`${t("diffCaption")} ${t("number", { version })}`} />
        ),
    },
    {
      id: "actions",
      header: tList("actions"),
      sticky: "right",
      className: "w-28 whitespace-nowrap",
      cell: (version) => (
        <RowActions
          rowName={t("number", { version: version.version })}
          actions={[
            {
              id: "restore",
              label: t("restore"),
              disabledReason: reason(version),
              onSelect: () => onRestore(version),
            },
          ]}
        />
      ),
    },
  ];
}

/** What the rule was, version by version, and the way back to each. */
export function VersionsView({ rule }: { rule: Rule }) {
  const t = useTranslations("versions");
  const [page, setPage] = usePageNumber();
  const [restoring, setRestoring] = useState<RuleVersion>();
  const versions = useQuery(ruleVersionsQuery(rule.ruleId, rule.version, page));
  const columns = useColumns(versions.data && firstOf(versions.data), setRestoring);
  const { total = 0, pageSize = 20 } = versions.data ?? {};
  return (
    <>
      <p className="mb-3 text-fg-secondary">{t("intro")}</p>
      <Table
        caption={t("caption")}
        columns={columns}
        rows={versions.data?.items ?? []}
        rowKey={(version) => String(version.version)}
        isLoading={versions.isPending}
        isRefreshing={versions.isFetching}
        empty={versions.isError ? <ListFailed query={versions} /> : <EmptyState title={t("empty")} />}
      />
      {total > pageSize ? (
        <div className="mt-3">
          <Pagination page={page} pageSize={pageSize} total={total} onPageChange={setPage} />
        </div>
      ) : null}
      {restoring === undefined ? null : (
        <RestoreDialog
          key={restoring.version}
          rule={rule}
          version={restoring}
          onClose={() => setRestoring(undefined)}
        />
      )}
    </>
  );
}
