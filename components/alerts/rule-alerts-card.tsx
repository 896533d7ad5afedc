"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ListFailed } from "@/components/forms/list-status";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import type { Alert } from "@/lib/alerts/schemas";
import type { Page } from "@/lib/pages";
import { paths } from "@/lib/view/paths";
import { useAlertColumns } from "./alert-columns";
import { ruleAlertsQuery } from "./alert-queries";

export interface RuleAlertsCardProps {
  ruleId: string;
  regionId: string;
  first: { data: Page<Alert>; atMs: number };
}

/** The newest alerts of one rule. */
export function RuleAlertsCard({ ruleId, regionId, first }: RuleAlertsCardProps) {
  const t = useTranslations("alerts");
  const query = useQuery({ ...ruleAlertsQuery(ruleId), initialData: first.data, initialDataUpdatedAt: first.atMs });
  const columns = useAlertColumns(regionId).filter(({ id }) => id !== "rule");
  return (
    <Card title={t("recent")} isFlush actions={<Link href={paths.alerts(regionId, ruleId)}>{t("ofRule.all")}</Link>}>
      <Table
        caption={t("ofRule.caption", { ruleId })}
        columns={columns}
        rows={query.data.items}
        rowKey={({ alertId }) => String(alertId)}
        empty={query.isError ? <ListFailed query={query} /> : <EmptyState title={t("ofRule.none")} />}
      />
    </Card>
  );
}
