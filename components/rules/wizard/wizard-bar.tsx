"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";

export interface WizardBarProps {
  isFirst: boolean;
  isLast: boolean;
  isEdit: boolean;
  isPending: boolean;
  cancelHref: string;
  onPrevious: () => void;
}

/** Always in view, left-aligned. The submit button acts on the step: Next, or Create on the last one. */
export function WizardBar({ isFirst, isLast, isEdit, isPending, cancelHref, onPrevious }: WizardBarProps) {
  const t = useTranslations("rules.wizard");
  const tCommon = useTranslations("common");
  return (
    <div className="sticky bottom-0 z-2 -mx-4 flex flex-wrap gap-2 border-t border-line bg-bg px-4 py-3 md:-mx-6 md:px-6">
      {isFirst ? null : <Button onClick={onPrevious}>{t("previous")}</Button>}
      <Button type="submit" variant="primary" isPending={isPending}>
        {isLast ? (isEdit ? tCommon("save") : tCommon("create")) : t("next")}
      </Button>
      <ButtonLink href={cancelHref}>{tCommon("cancel")}</ButtonLink>
    </div>
  );
}
