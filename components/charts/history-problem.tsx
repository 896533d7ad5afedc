"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { InlineMessage } from "@/components/ui/inline-message";

/** Above charts whose past could not be loaded; what is live goes on. */
export function HistoryProblem({ onRetry }: { onRetry: () => unknown }) {
  const t = useTranslations("charts");
  return (
    <InlineMessage
      tone="error"
      action={
        <Button size="s" onClick={() => onRetry()}>
          {t("retry")}
        </Button>
      }
    >
      {t("historyFailed")}
    </InlineMessage>
  );
}
