"use client";

import { useTranslations } from "next-intl";
import type { DeadLetter } from "@/lib/dead-letters/schemas";

/** Why, in the reader's language; then what the cluster or the mapping said, as it was said. */
export function DeadLetterCause({ letter }: { letter: DeadLetter }) {
  const t = useTranslations("rules.deadLetters.why");
  return t.rich("sentence", {
    why: t(letter.causeCode === "invalid" ? "invalid" : "other"),
    said: () => (
      <span key="said" lang="en" className="wrap-anywhere">
        {letter.cause}
      </span>
    ),
  });
}
