"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { emptyTail, mergeTail, type Tail } from "./merge-tail";
import { browseQuery } from "./rocketmq-queries";

export const tailIntervalMs = 2_000;
const perLookMax = 100;

/** Looks at the newest messages again and again while it runs; read only, and stops when the page is out of sight. */
export function useTail(instanceId: string, topic: string, isRunning: boolean) {
  const [tail, setTail] = useState<Tail>(emptyTail);
  const options = browseQuery(instanceId, topic, { by: "latest", limit: perLookMax });
  const query = useQuery({
    ...options,
    queryKey: [...options.queryKey, "tail"],
    enabled: isRunning && topic !== "",
    refetchInterval: isRunning ? tailIntervalMs : false,
    gcTime: 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another topic's messages are none of this one's
  useEffect(() => setTail(emptyTail), [instanceId, topic]);
  useEffect(() => {
    if (isRunning && query.data !== undefined) {
      const found = query.data.items;
      setTail((before) => mergeTail(before, found));
    }
  }, [isRunning, query.data]);
  return { tail, query, clear: () => setTail(emptyTail) };
}
