"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "./icon-button";
import { useCopy } from "./use-copy";

/** `name` says what is copied: "Copy endpoint". */
export function CopyButton({ text, name }: { text: string; name: string }) {
  const t = useTranslations("common");
  const { isCopied, copy } = useCopy();
  return (
    <>
      <IconButton
        size="s"
        label={isCopied ? t("copied") : t("copyNamed", { name })}
        icon={isCopied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden className="size-3.5" />}
        onClick={() => {
          copy(text).catch(() => undefined);
        }}
        data-print="hide"
      />
      <span role="status" className="sr-only">
        {isCopied ? t("copied") : ""}
      </span>
    </>
  );
}
