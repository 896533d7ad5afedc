"use client";

import { type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { z } from "zod";

const debounceMs = 300;

export type NameCheck = { kind: "idle" | "checking" | "free" } | { kind: "taken"; by: string };

/** Whether a name being typed is free, 300 ms after the last key and only once it is well formed. The server decides in the end. */
export function useNameCheck<Key extends readonly unknown[]>(
  name: string,
  schema: z.ZodType<string>,
  toQuery: (name: string) => UseQueryOptions<string[], Error, string[], Key>,
): NameCheck {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(name), debounceMs);
    return () => clearTimeout(timer);
  }, [name]);
  const isReady = settled === name && schema.safeParse(name).success;
  const query = useQuery({ ...toQuery(settled), enabled: isReady });
  if (name === "" || !schema.safeParse(name).success || query.isError) {
    return { kind: "idle" };
  }
  if (!isReady || query.data === undefined) {
    return { kind: "checking" };
  }
  const by = query.data.find((other) => other.toLowerCase() === name.toLowerCase());
  return by === undefined ? { kind: "free" } : { kind: "taken", by };
}
