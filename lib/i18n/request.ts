import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { isTimeZone, preferenceCookies } from "../view/preferences";
import { isLocale, preferredLocale } from "./locales";
import { loadMessages } from "./messages";

/** Language and time zone of a request: the cookies first, then what the browser asks for. URLs carry no language. */
export default getRequestConfig(async () => {
  const jar = await cookies();
  const chosen = jar.get(preferenceCookies.locale)?.value;
  const locale = isLocale(chosen) ? chosen : preferredLocale((await headers()).get("accept-language"));
  const timeZone = jar.get(preferenceCookies.timeZone)?.value;
  return {
    locale,
    messages: await loadMessages(locale),
    timeZone: isTimeZone(timeZone) ? timeZone : "UTC",
  };
});
