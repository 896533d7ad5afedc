"use client";

import { createContext, use } from "react";

/** The ID of a field's label, so that it names its control in the server's HTML already, before any script has run. */
export const LabelIdContext = createContext<string | undefined>(undefined);

export function useLabelId(): string | undefined {
  return use(LabelIdContext);
}
