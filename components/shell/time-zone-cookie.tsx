"use client";

import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";
import { savePreference } from "./save-preference";

/** The server cannot know the browser's zone: it is told once, and times are drawn again in it. */
export function TimeZoneCookie() {
  const known = useTimeZone();
  const router = useRouter();
  useEffect(() => {
    const actual = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (actual !== known && actual !== undefined) {
      savePreference("timeZone", actual);
      router.refresh();
    }
  }, [known, router]);
  return null;
}
