"use client";

import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import type { Alert } from "@/lib/alerts/schemas";
import { paths } from "@/lib/view/paths";

/** What an alert is about: a rule, with the way to it where its region is known, or the runtime. */
export function AlertSubject({ alert, regionId }: { alert: Alert; regionId: string | undefined }) {
  const t = useTranslations("alerts");
  const { instanceId, ruleId } = alert;
  if (instanceId === undefined || ruleId === undefined) {
    return <span>{ruleId ?? t("runtime")}</span>;
  }
  if (regionId === undefined) {
    return <span className="font-mono">{ruleId}</span>;
  }
  return (
    <Link
      href={paths.rule(regionId, instanceId, ruleId)}
      className="inline-flex min-h-6 items-center font-mono wrap-break-word"
    >
      {ruleId}
    </Link>
  );
}
