"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useBrowseHref } from "@/components/rocketmq/use-browse-href";
import { Link } from "@/components/ui/link";
import type { Rule } from "@/lib/rules/schemas";
import { paths } from "@/lib/view/paths";

/** Source and destination of a rule: the parent topic, and the messages in RocketMQ where they can be read. */
export function RuleRoute({ rule, regionId }: { rule: Rule; regionId: string }) {
  const t = useTranslations("rules.list");
  const { source, destination } = rule;
  const topicHref = paths.topic(regionId, rule.instanceId, source.topic ?? "");
  const rocketmqInstanceId = destination.rocketmqInstanceId ?? "";
  const browseHref = useBrowseHref(regionId)(rocketmqInstanceId, destination.topic ?? "");
  const rocketmqHref = browseHref ?? paths.rocketmqInstance(regionId, rocketmqInstanceId);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 font-mono">
      {source.topic === undefined ? (
        <span className="wrap-anywhere">{source.groupId}</span>
      ) : (
        <Link href={topicHref} className="inline-flex min-h-6 items-center wrap-break-word">
          {source.topic}
        </Link>
      )}
      <ArrowRight aria-hidden className="size-3.5 shrink-0 text-fg-help" />
      <span className="sr-only">{t("to")}</span>
      <Link href={rocketmqHref} className="inline-flex min-h-6 items-center wrap-break-word">
        {destination.topic}
      </Link>
    </span>
  );
}
