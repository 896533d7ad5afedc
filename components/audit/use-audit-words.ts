"use client";

import { useTranslations } from "next-intl";
import { type AuditEntityType, auditVerbs } from "@/lib/audit/kinds";

/** What was done, to what and by whom in the reader's words; what nobody knows is shown as it is. */
export function useAuditWords() {
  const t = useTranslations("audit");
  return {
    /** Of `rule.create`: "Created". */
    action: (action: string): string => {
      const verb = auditVerbs.find((known) => action.endsWith(`.${known}`));
      return verb === undefined ? action : t(`verb.${verb}`);
    },
    kind: (kind: AuditEntityType): string => t(`kind.${kind}`),
    actor: (actor: string): string => (actor === "operator" ? t("operator") : actor),
  };
}
