"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { createLatePart } from "@/components/ui/late-part";
import { useLateTrigger } from "@/components/ui/late-trigger";
import type { ColumnMenuPopupProps } from "./column-menu-popup";

export interface ColumnMenuProps {
  choices: readonly { id: string; label: ReactNode; isShown: boolean }[];
  onChange: (id: string, isShown: boolean) => void;
}

const latePopup = createLatePart<ColumnMenuPopupProps>(
  async () => (await import("./column-menu-popup")).ColumnMenuPopup,
);

/** Shows and hides columns. */
export function ColumnMenu(props: ColumnMenuProps) {
  const t = useTranslations("common");
  const trigger = <IconButton label={t("columns")} icon={<Columns3 aria-hidden />} />;
  const { Part, resting } = useLateTrigger(latePopup, trigger, "menu");
  return Part === undefined ? resting : <Part trigger={trigger} {...props} />;
}
