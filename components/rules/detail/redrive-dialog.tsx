"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/number-field";
import type { ChosenLetters } from "./dead-letter-queries";

const rate = { min: 1, usual: 100, max: 100_000 };

export interface RedriveDialogProps {
  ids: ChosenLetters;
  isPending: boolean;
  onClose: () => void;
  onRedrive: (ratePerSecond: number) => void;
}

/** Asks how fast dead letters may go through the rule again. */
export function RedriveDialog({ ids, isPending, onClose, onRedrive }: RedriveDialogProps) {
  const t = useTranslations("rules.deadLetters");
  const tCommon = useTranslations("common");
  const [ratePerSecond, setRatePerSecond] = useState<number | null>(rate.usual);
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("redriveTitle")}
      actionLabel={t("redrive")}
      isDestructive={false}
      isPending={isPending}
      error={ratePerSecond === null ? tCommon("enterDigits") : undefined}
      onConfirm={() => {
        if (ratePerSecond !== null) {
          onRedrive(ratePerSecond);
        }
      }}
    >
      <p className="mb-3">{ids === "all" ? t("redriveAllBody") : t("redriveBody", { count: ids.length })}</p>
      <Field label={t("rate")} help={t("rateHelp")}>
        <NumberField value={ratePerSecond} onValueChange={setRatePerSecond} min={rate.min} max={rate.max} />
      </Field>
    </ConfirmDialog>
  );
}
