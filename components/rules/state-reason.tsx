"use client";

import { useTranslations } from "next-intl";
import { Said } from "@/components/ui/said";
import { type SaidCode, sentences } from "@/lib/said/sentences";
import { parseStateReason } from "./parse-state-reason";

/** These say what the translated reason says already. */
const repeating: readonly SaidCode[] = ["notConfirmed", "connectingToRocketmq", "connectingToBroker"];

/** Why a rule is in its state, in the reader's language; then the particulars. */
export function StateReason({ text }: { text: string }) {
  const t = useTranslations("rules");
  const { code, detail } = parseStateReason(text);
  const reason = t(`reason.${code}`);
  if (detail === "" || repeating.some((repeated) => sentences[repeated] === detail)) {
    return reason;
  }
  return t.rich("reasonSentence", { reason, said: () => <Said key="said" text={detail} /> });
}
