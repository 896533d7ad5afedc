"use client";

import { Ellipsis } from "lucide-react";
import NextLink from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/view/cn";
import { IconButton } from "./icon-button";
import { Menu, type MenuAction } from "./menu";
import { Tooltip } from "./tooltip";

const divider = "relative ml-2 pl-2 before:absolute before:left-0 before:h-3 before:w-px before:bg-line-strong";
const shown = "inline-flex h-6 items-center whitespace-nowrap text-link hover:text-link-hover hover:underline";

function RowAction({ action }: { action: MenuAction }) {
  if (action.disabledReason !== undefined) {
    return (
      <Tooltip content={action.disabledReason}>
        <button type="button" aria-disabled className="inline-flex h-6 items-center whitespace-nowrap text-fg-help">
          {action.label}
        </button>
      </Tooltip>
    );
  }
  if (action.href !== undefined) {
    return (
      <NextLink href={action.href} className={shown}>
        {action.label}
      </NextLink>
    );
  }
  return (
    <button type="button" className={shown} onClick={() => action.onSelect?.()}>
      {action.label}
    </button>
  );
}

export interface RowActionsProps {
  actions: readonly MenuAction[];
  /** Names the row for assistive technology: "More actions for r-orders". */
  rowName: string;
  /** The rest goes into the More menu. */
  shownMax?: number;
}

/** Text links with bars between them; at most three, the others behind "More". */
export function RowActions({ actions, rowName, shownMax = 3 }: RowActionsProps) {
  const t = useTranslations("common");
  const visible = actions.length <= shownMax ? actions : actions.slice(0, shownMax - 1);
  const rest = actions.slice(visible.length);
  return (
    <div className="flex items-center">
      {visible.map((action, index) => (
        <span key={action.id} className={cn("flex items-center", index > 0 && divider)}>
          <RowAction action={action} />
        </span>
      ))}
      {rest.length === 0 ? null : (
        <span className={cn("flex items-center", divider, "pl-1")} data-print="hide">
          <Menu
            trigger={
              <IconButton size="s" label={t("moreActionsFor", { name: rowName })} icon={<Ellipsis aria-hidden />} />
            }
            actions={rest}
          />
        </span>
      )}
    </div>
  );
}
