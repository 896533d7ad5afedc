import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { HiddenColumnsProvider } from "@/components/forms/hidden-columns";
import { Providers } from "@/components/shell/providers";
import { parseHiddenColumns } from "@/lib/view/hidden-columns";
import { preferenceCookies, toDensity, toTheme } from "@/lib/view/preferences";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return {
    title: { default: t("productName"), template: `%s · ${t("productName")}` },
    description: t("productDescription"),
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, locale, requestHeaders] = await Promise.all([cookies(), getLocale(), headers()]);
  return (
    <html
      lang={locale}
      data-theme={toTheme(jar.get(preferenceCookies.theme)?.value)}
      data-density={toDensity(jar.get(preferenceCookies.density)?.value)}
    >
      <body className="bg-bg text-fg">
        <NextIntlClientProvider>
          <Providers nonce={requestHeaders.get("x-nonce") ?? undefined}>
            <HiddenColumnsProvider atFirst={parseHiddenColumns(jar.get(preferenceCookies.columns)?.value)}>
              {children}
            </HiddenColumnsProvider>
          </Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
