"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { recentAlertsQuery } from "@/components/alerts/alert-queries";
import { AlertSubject } from "@/components/alerts/alert-subject";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { Popover } from "@/components/ui/popover";
import { StatusDot } from "@/components/ui/status-dot";
import { Time } from "@/components/ui/time";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { Alert } from "@/lib/alerts/schemas";
import { paths } from "@/lib/view/paths";
import { savePreference } from "./save-preference";

function AlertEntry({ alert, regionId }: { alert: Alert; regionId: string }) {
  const t = useTranslations("alerts");
  return (
    <li className="border-b border-line py-2 last:border-b-0">
      <div className="flex items-center justify-between gap-4">
        <StatusDot tone={alert.state === "raised" ? "err" : "ok"}>{t(`kind.${alert.kind}`)}</StatusDot>
        <span className="text-fg-secondary">{t(`state.${alert.state}`)}</span>
      </div>
      <div className="flex items-center justify-between gap-4">
        <AlertSubject alert={alert} regionId={alert.regionId ?? regionId} />
        <span className="text-fg-secondary">
          <Time value={alert.resolvedAt ?? alert.raisedAt} />
        </span>
      </div>
    </li>
  );
}

/** The newest alerts of all regions; a mark says that one came since the bell was opened last in this browser. */
export function AlertBell({ regionId, seenIdAtFirst }: { regionId: string; seenIdAtFirst: number }) {
  const t = useTranslations("shell.bell");
  const isHydrated = useHydrated();
  const { data } = useQuery({ ...recentAlertsQuery(), enabled: isHydrated });
  const [seenId, setSeenId] = useState(seenIdAtFirst);
  const alerts = data?.items ?? [];
  const newestId = alerts[0]?.alertId ?? 0;
  const unreadCount = alerts.filter(({ alertId }) => alertId > seenId).length;
  function markRead() {
    savePreference("alertSeen", String(newestId));
    setSeenId(newestId);
  }
  return (
    <Popover
      align="end"
      title={t("title")}
      onOpen={markRead}
      trigger={
        <IconButton
          label={t("label", { count: unreadCount })}
          icon={
            <span className="relative">
              <Bell aria-hidden />
              {unreadCount > 0 ? (
                <span aria-hidden className="absolute -top-0.5 -right-0.5 size-2 rounded-full bg-danger" />
              ) : null}
            </span>
          }
        />
      }
    >
      <div className="w-80 max-w-full">
        {alerts.length === 0 ? (
          <p className="py-2 text-fg-help">{t("none")}</p>
        ) : (
          <ul>
            {alerts.map((alert) => (
              <AlertEntry key={alert.alertId} alert={alert} regionId={regionId} />
            ))}
          </ul>
        )}
        <Link href={paths.alerts(regionId)} className="mt-2 inline-flex min-h-6 items-center">
          {t("all")}
        </Link>
      </div>
    </Popover>
  );
}
