"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { RuleAlertsCard } from "@/components/alerts/rule-alerts-card";
import { RuleCharts } from "@/components/charts/rule-charts";
import { LiveBanner } from "@/components/live/live-banner";
import { useLiveInstance } from "@/components/live/use-live";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { InlineMessage } from "@/components/ui/inline-message";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { Tag } from "@/components/ui/tag";
import type { Alert } from "@/lib/alerts/schemas";
import type { RuleMetrics } from "@/lib/metrics/schemas";
import type { Page } from "@/lib/pages";
import { availableRuleTypes } from "@/lib/rules/kinds";
import type { Rule } from "@/lib/rules/schemas";
import { paths } from "@/lib/view/paths";
import { ApiRequestError } from "../api-request";
import { DeleteRuleDialog } from "../delete-rule-dialog";
import { ruleQuery } from "../rule-queries";
import { RuleStateLine } from "../rule-state";
import { StatusSwitch } from "../status-switch";
import { useApiErrorText } from "../use-api-error-text";
import { ConsumeView } from "./consume-view";
import { DeadLettersView } from "./dead-letters-view";
import { HistoryTable } from "./history-table";
import { LedgerCard } from "./ledger-card";
import { RuleCards } from "./rule-cards";
import { useVersionMarks } from "./use-version-marks";
import { VersionsView } from "./versions-view";

const tabIds = ["overview", "deadLetters", "consume", "versions", "history"] as const;

export interface RuleViewProps {
  regionId: string;
  instance: { instanceId: string; name: string };
  first: { rule: Rule; metrics: RuleMetrics; alerts: Page<Alert>; atMs: number };
}

function RuleGone({ ruleId, href }: { ruleId: string; href: string }) {
  const t = useTranslations("rules.detail");
  return (
    <>
      <PageHeader title={ruleId} />
      <EmptyState
        kind="noMatch"
        title={t("goneTitle", { ruleId })}
        description={t("goneBody")}
        action={
          <ButtonLink variant="primary" href={href}>
            {t("goneAction")}
          </ButtonLink>
        }
      />
    </>
  );
}

function RuleHeader({ view, rule, onDelete }: { view: RuleViewProps; rule: Rule; onDelete: () => void }) {
  const t = useTranslations("rules.list");
  const tRules = useTranslations("rules");
  const tCommon = useTranslations("common");
  const tTraces = useTranslations("traces");
  const { regionId, instance } = view;
  const isEditable = availableRuleTypes.includes(rule.type);
  return (
    <PageHeader
      title={rule.ruleId}
      crumbs={[
        { label: tRules("instances"), href: paths.instances(regionId) },
        { label: instance.name, href: paths.instance(regionId, instance.instanceId) },
        { label: tRules("title"), href: paths.rules(regionId, instance.instanceId) },
        { label: rule.ruleId },
      ]}
      aside={
        <>
          <CopyButton text={rule.ruleId} name={t("ruleIdName")} />
          <Tag>{tCommon(`ruleType.${rule.type}`)}</Tag>
          <span className="inline-flex items-center gap-2">
            <StatusSwitch rule={rule} />
            <span aria-hidden>{t(rule.status)}</span>
          </span>
        </>
      }
      description={<RuleStateLine rule={rule} />}
      actions={
        <>
          <ButtonLink href={paths.tracing(regionId, instance.instanceId, { rule: rule.ruleId })}>
            {tTraces("title")}
          </ButtonLink>
          {isEditable ? (
            <ButtonLink href={paths.editRule(regionId, instance.instanceId, rule.ruleId)}>{t("edit")}</ButtonLink>
          ) : null}
          <Button onClick={onDelete}>{t("delete")}</Button>
        </>
      }
    />
  );
}

function Overview({ view, rule, isPaused }: { view: RuleViewProps; rule: Rule; isPaused: boolean }) {
  const t = useTranslations("rules.detail");
  const tVersions = useTranslations("versions");
  const versionsHref = `${paths.rule(view.regionId, rule.instanceId, rule.ruleId)}?tab=versions`;
  const marks = useVersionMarks(rule, versionsHref);
  return (
    <div className="flex flex-col gap-4">
      <RuleCards rule={rule} regionId={view.regionId} instanceName={view.instance.name} />
      <LedgerCard
        ruleId={rule.ruleId}
        first={{ metrics: view.first.metrics, atMs: view.first.atMs }}
        isPaused={isPaused}
      />
      <Card title={t("live")}>
        <RuleCharts
          ruleId={rule.ruleId}
          instanceId={rule.instanceId}
          marks={{ label: tVersions("marks"), items: marks }}
        />
      </Card>
      <RuleAlertsCard
        ruleId={rule.ruleId}
        regionId={view.regionId}
        first={{ data: view.first.alerts, atMs: view.first.atMs }}
      />
    </div>
  );
}

/** One rule: what it is, what it does, what it did. */
export function RuleView(view: RuleViewProps) {
  const { regionId, instance, first } = view;
  const t = useTranslations("rules.detail");
  const router = useRouter();
  const errorText = useApiErrorText();
  const [tab] = useQueryState("tab", parseAsStringLiteral(tabIds).withDefault("overview"));
  const [isDeleting, setIsDeleting] = useState(false);
  const [isDeleted, setIsDeleted] = useState(false);
  const query = useQuery({
    ...ruleQuery(first.rule.ruleId),
    initialData: first.rule,
    initialDataUpdatedAt: first.atMs,
    enabled: !isDeleted,
  });
  useLiveInstance(instance.instanceId, [first.rule.ruleId]);
  const rule = query.data;
  const listHref = paths.rules(regionId, instance.instanceId);
  if (query.error instanceof ApiRequestError && query.error.status === 404) {
    return <RuleGone ruleId={rule.ruleId} href={listHref} />;
  }
  const base = paths.rule(regionId, instance.instanceId, rule.ruleId);
  return (
    <>
      <RuleHeader view={view} rule={rule} onDelete={() => setIsDeleting(true)} />
      <LiveBanner />
      {query.isError ? (
        <InlineMessage tone="warning" className="mb-4" title={t("failedTitle")}>
          {errorText(query.error)}
        </InlineMessage>
      ) : null}
      <Tabs
        label={t("tabs")}
        currentId={tab}
        tabs={tabIds.map((id) => ({ id, label: t(`tab.${id}`), href: id === "overview" ? base : `${base}?tab=${id}` }))}
      />
      <div className="pt-4">
        {tab === "overview" ? <Overview view={view} rule={rule} isPaused={isDeleting || isDeleted} /> : null}
        {tab === "deadLetters" ? <DeadLettersView ruleId={rule.ruleId} /> : null}
        {tab === "consume" ? <ConsumeView rule={rule} /> : null}
        {tab === "versions" ? <VersionsView rule={rule} /> : null}
        {tab === "history" ? <HistoryTable ruleId={rule.ruleId} /> : null}
      </div>
      <DeleteRuleDialog
        rule={rule}
        isOpen={isDeleting}
        onOpenChange={setIsDeleting}
        onDeleted={() => {
          setIsDeleted(true);
          router.push(listHref);
        }}
      />
    </>
  );
}
