"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { InlineMessage } from "@/components/ui/inline-message";
import { useLiveState } from "./use-live";

const quietMs = 5_000;

/** Says in words that live figures are interrupted, once it has lasted five seconds. */
export function LiveBanner() {
  const t = useTranslations("charts.live");
  const { state } = useLiveState();
  const isTroubled = state.kind === "reconnecting" || state.kind === "polling" || state.kind === "offline";
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    if (!isTroubled) {
      setIsShown(false);
      return;
    }
    const timer = setTimeout(() => setIsShown(true), quietMs);
    return () => clearTimeout(timer);
  }, [isTroubled]);
  if (!isShown || !isTroubled) {
    return null;
  }
  return (
    <InlineMessage tone="warning" className="mb-4">
      {t(`explain.${state.kind}`)}
    </InlineMessage>
  );
}
