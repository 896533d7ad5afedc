import { type Preference, preferenceCookie } from "@/lib/view/preferences";

/** Remembers a choice for this browser, where the server can read it. */
export function savePreference(preference: Preference, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = preferenceCookie(preference, value);
}
