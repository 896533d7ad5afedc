import { NextIntlClientProvider } from "next-intl";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { enMessages } from "@/lib/i18n/messages/en";
import { zhCnMessages } from "@/lib/i18n/messages/zh-cn";

/** The HTML of an element as a reader of this language gets it. */
export function render(element: ReactElement, locale: "en" | "zh-CN"): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={locale === "en" ? enMessages : zhCnMessages} timeZone="UTC">
      {element}
    </NextIntlClientProvider>,
  );
}

/** Its words alone. */
export function renderWords(element: ReactElement, locale: "en" | "zh-CN"): string {
  return render(element, locale)
    .replace(/<[^>]*>/g, "")
    .replaceAll("&#x27;", "'")
    .replaceAll("&quot;", '"');
}
