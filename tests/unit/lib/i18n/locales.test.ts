import { expect, it } from "vitest";
import { preferredLocale } from "@/lib/i18n/locales";

it.each([
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
  ["en-GB,en;q=0.9,zh;q=0.8", "en"],
  ["de-DE,de;q=0.9,zh-TW;q=0.5,en;q=0.4", "zh-CN"],
  ["fr;q=0.9, en;q=0.2, zh;q=0.8", "zh-CN"],
  ["fr", "en"],
  ["", "en"],
  [null, "en"],
])("speaks the first language of %j that it knows", (header, locale) => {
  expect(preferredLocale(header)).toBe(locale);
});
