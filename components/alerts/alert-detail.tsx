"use client";

import { useTranslations } from "next-intl";
import { Said } from "@/components/ui/said";
import { stateReasonCodes } from "@/lib/rules/states";

/** What was found when the alert was raised; a state that had no particulars left the code of its reason. */
export function AlertDetail({ detail }: { detail: string }) {
  const t = useTranslations("rules.reason");
  const code = stateReasonCodes.find((known) => known === detail);
  return code === undefined ? <Said text={detail} /> : t(code);
}
