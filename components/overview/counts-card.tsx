"use client";

import { useLocale, useTranslations } from "next-intl";
import { InstanceStatusDot } from "@/components/instances/instance-labels";
import { stateTones } from "@/components/rules/state-tone";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { StatusDot } from "@/components/ui/status-dot";
import { formatCount } from "@/lib/format/number";
import { instanceStatuses } from "@/lib/instances/kinds";
import type { Overview } from "@/lib/overview/schemas";
import { ruleStates } from "@/lib/rules/states";
import { paths } from "@/lib/view/paths";

/** How many instances and rules there are, by what they are doing; all regions together. */
export function CountsCard({ overview, regionId }: { overview: Overview; regionId: string }) {
  const t = useTranslations("overview.counts");
  const tState = useTranslations("common.state");
  const locale = useLocale();
  const { instances, rules } = overview;
  return (
    <Card title={t("title")} className="h-full">
      <div className="grid gap-6 sm:grid-cols-2">
        <section>
          <h3 className="mb-2 font-semibold">{t("instances", { count: instances.total })}</h3>
          <ul className="space-y-1">
            {instanceStatuses.map((status) => {
              const count = instances.byStatus[status] ?? 0;
              return count === 0 ? null : (
                <li key={status} className="flex items-center justify-between gap-3">
                  <InstanceStatusDot status={status} />
                  <span className="tabular-nums">{formatCount(count, locale)}</span>
                </li>
              );
            })}
          </ul>
          <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1">
            <Link href={paths.instances(regionId)}>{t("showInstances")}</Link>
            <Link href={paths.rocketmqInstances(regionId)}>{t("rocketmq", { count: instances.rocketmqTotal })}</Link>
          </p>
        </section>
        <section>
          <h3 className="mb-2 font-semibold">{t("rules", { count: rules.total })}</h3>
          <ul className="space-y-1">
            {ruleStates.map((state) => {
              const count = rules.byState[state] ?? 0;
              return count === 0 ? null : (
                <li key={state} className="flex items-center justify-between gap-3">
                  <StatusDot tone={stateTones[state]}>{tState(state)}</StatusDot>
                  <span className="tabular-nums">{formatCount(count, locale)}</span>
                </li>
              );
            })}
          </ul>
          {rules.total === 0 ? <p className="text-fg-help">{t("noRules")}</p> : null}
        </section>
      </div>
    </Card>
  );
}
