import type { Locale } from "./locales";
import type { enMessages } from "./messages/en";

export type Messages = typeof enMessages;

export async function loadMessages(locale: Locale): Promise<Messages> {
  if (locale === "zh-CN") {
    return (await import("./messages/zh-cn")).zhCnMessages;
  }
  return (await import("./messages/en")).enMessages;
}
