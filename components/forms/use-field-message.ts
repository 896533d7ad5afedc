"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { toFieldMessage } from "@/lib/i18n/field-messages";

/** Turns a schema's or the server's message for one field into the reader's language. */
export function useFieldMessage(): (message: string | undefined) => string | undefined {
  const t = useTranslations("errors.validation");
  return useCallback(
    (message) => {
      if (message === undefined) {
        return undefined;
      }
      const known = toFieldMessage(message);
      const { min = 0, max = 0, line = 0 } = known?.values ?? {};
      return known === undefined ? message : t(known.key, { min, max, line });
    },
    [t],
  );
}
