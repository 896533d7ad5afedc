"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { EmptyState } from "@/components/ui/empty-state";

function digestOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "digest" in error && typeof error.digest === "string"
    ? error.digest
    : undefined;
}

/** For `error.tsx` of a segment: says that it failed, with the ID under which the server's log has it, and retries. */
export function ErrorView({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("errors");
  const tCommon = useTranslations("common");
  const digest = digestOf(error);
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <EmptyState
      kind="error"
      title={t("pageFailed")}
      description={digest === undefined ? undefined : <CopyText text={digest} name={t("requestId")} />}
      action={
        <Button variant="primary" onClick={() => retry()}>
          {tCommon("retry")}
        </Button>
      }
    />
  );
}
