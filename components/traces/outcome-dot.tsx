"use client";

import { useTranslations } from "next-intl";
import { StatusDot, type StatusTone } from "@/components/ui/status-dot";
import type { MessageOutcome } from "@/lib/traces/schemas";

const tones: Record<MessageOutcome, StatusTone> = {
  delivered: "ok",
  spooled: "warn",
  deadLettered: "err",
  returned: "off",
  lost: "err",
};

export function OutcomeDot({ outcome }: { outcome: MessageOutcome }) {
  const t = useTranslations("traces");
  return <StatusDot tone={tones[outcome]}>{t(`outcome.${outcome}`)}</StatusDot>;
}
