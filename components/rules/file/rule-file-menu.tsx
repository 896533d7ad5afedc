"use client";

import { Download, Ellipsis, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { lateComponent } from "@/components/ui/late-overlay";
import { Menu } from "@/components/ui/menu";
import { exportHref } from "../rule-queries";
import type { ImportDrawerProps } from "./import-drawer";

const ImportDrawer = lateComponent<ImportDrawerProps>(async () => (await import("./import-drawer")).ImportDrawer);

/** Rules as a file: all of them out, some of them in. */
export function RuleFileMenu({ instanceId, ruleCount }: { instanceId: string; ruleCount: number }) {
  const t = useTranslations("transfer");
  const tList = useTranslations("rules.list");
  const [isImporting, setIsImporting] = useState(false);
  return (
    <>
      <Menu
        align="start"
        trigger={<IconButton label={t("more")} icon={<Ellipsis aria-hidden />} />}
        actions={[
          {
            id: "import",
            label: t("import"),
            icon: <Upload aria-hidden className="size-3.5" />,
            onSelect: () => setIsImporting(true),
          },
          {
            id: "export",
            label: t("exportAll"),
            icon: <Download aria-hidden className="size-3.5" />,
            onSelect: () => window.location.assign(exportHref(instanceId)),
            disabledReason: ruleCount === 0 ? tList("emptyTitle") : undefined,
          },
        ]}
      />
      {isImporting ? <ImportDrawer instanceId={instanceId} onClose={() => setIsImporting(false)} /> : null}
    </>
  );
}
