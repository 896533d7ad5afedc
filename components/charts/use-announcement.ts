"use client";

import { useEffect, useState } from "react";

const quietMs = 500;

/** The text once it has been quiet for half a second: a moving cursor is announced where it stops, not on its way. */
export function useAnnouncement(text: string): string {
  const [announced, setAnnounced] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setAnnounced(text), quietMs);
    return () => clearTimeout(timer);
  }, [text]);
  return announced;
}
