"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { type ErrorCode, errorStatuses } from "@/lib/error-codes";
import { ApiRequestError } from "./api-request";

/** One sentence in the reader's language, then what the server says of this very case. */
export function useRefusalText(): (code: ErrorCode, detail: string) => string {
  const t = useTranslations("rules.refusal");
  const tErrors = useTranslations("errors");
  return useCallback(
    (code, detail) => {
      const known = code in errorStatuses ? code : "INTERNAL";
      return t("sentence", { text: tErrors(`code.${known}`), detail }).trim();
    },
    [t, tErrors],
  );
}

export function useApiErrorText(): (error: unknown) => string {
  const refusalText = useRefusalText();
  return useCallback(
    (error) =>
      error instanceof ApiRequestError ? refusalText(error.code, error.message) : refusalText("INTERNAL", ""),
    [refusalText],
  );
}
