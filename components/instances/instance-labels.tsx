"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { StatusDot, type StatusTone } from "@/components/ui/status-dot";
import { Tag } from "@/components/ui/tag";
import { Tooltip } from "@/components/ui/tooltip";
import { kernelHasRules } from "@/lib/instances/kinds";
import type { Instance, InstanceStatus } from "@/lib/instances/schemas";

const tones: Record<InstanceStatus, StatusTone> = {
  InService: "ok",
  Preparing: "busy",
  Upgrading: "busy",
  Frozen: "warn",
  Released: "off",
  NotActivated: "off",
  Overdue: "warn",
  Expired: "err",
};

export function InstanceStatusDot({ status }: { status: InstanceStatus }) {
  const t = useTranslations("instances.status");
  return <StatusDot tone={tones[status]}>{t(status)}</StatusDot>;
}

/** Says when rules are out of reach, and that an external broker's version is only what somebody declared. */
export function KernelVersion({ instance }: { instance: Pick<Instance, "kernelVersion" | "broker"> }) {
  const t = useTranslations("instances");
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 whitespace-nowrap">
      {instance.kernelVersion}
      {kernelHasRules(instance.kernelVersion) ? null : (
        <Tooltip content={t("kernelNeeded", { version: instance.kernelVersion })}>
          <button
            type="button"
            aria-label={t("kernelNeeded", { version: instance.kernelVersion })}
            className="flex size-6 items-center justify-center"
          >
            <TriangleAlert aria-hidden className="size-4 text-warning-fg" />
          </button>
        </Tooltip>
      )}
      {instance.broker === "external" ? (
        <Tooltip content={t("kernelDeclaredHint")}>
          <button type="button" className="inline-flex min-h-6 items-center">
            <Tag>{t("kernelDeclared")}</Tag>
          </button>
        </Tooltip>
      ) : null}
    </span>
  );
}
