"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatBytes } from "@/lib/format/number";
import { readSaid, type SaidValue } from "@/lib/said/read-said";
import { Time } from "./time";

/** A sentence of the server in the reader's language; one that is not known is shown as it was said, in English. */
export function Said({ text }: { text: string }) {
  const t = useTranslations("said");
  const locale = useLocale();
  const said = readSaid(text);
  if (said === undefined) {
    return (
      <span lang="en" className="wrap-anywhere">
        {text}
      </span>
    );
  }
  const values = Object.fromEntries(said.values.map((value) => [value.name, toShown(value, locale)]));
  return <span className="wrap-anywhere">{t.rich(said.code, values)}</span>;
}

/** A time and a sentence are tags of the message, as `<since></since>`; the others are plain values. */
function toShown(value: SaidValue, locale: string): string | number | (() => ReactNode) {
  switch (value.kind) {
    case "time":
      return () => <Time key={value.name} value={value.value} />;
    case "said":
      return () => <Said key={value.name} text={value.value} />;
    case "bytes":
      return formatBytes(value.value, locale);
    default:
      return value.value;
  }
}
