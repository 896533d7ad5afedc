import { listAlerts as listRows } from "@/db/queries/alerts";
import type { AlertRow } from "@/db/schema/app/alerts";
import type { Alert, ListAlertsQuery } from "@/lib/alerts/schemas";
import type { Page } from "@/lib/pages";
import type { ServiceContext } from "@/server/context";

/** Newest first. */
export function listAlerts({ db }: ServiceContext, query: ListAlertsQuery): Page<Alert> {
  const { rows, total } = listRows(db, query);
  return { items: rows.map(toAlert), page: query.page, pageSize: query.pageSize, total };
}

function toAlert({ alertId, kind, ruleId, instanceId, regionId, detail, raisedAt, resolvedAt }: AlertRow): Alert {
  return {
    alertId,
    kind,
    state: resolvedAt === null ? "raised" : "resolved",
    ...(ruleId && { ruleId }),
    ...(instanceId && { instanceId }),
    ...(regionId && { regionId }),
    detail,
    raisedAt: raisedAt.toISOString(),
    ...(resolvedAt && { resolvedAt: resolvedAt.toISOString() }),
  };
}
