"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { ToastHost } from "@/components/ui/toast";
import { TimeZoneCookie } from "./time-zone-cookie";

function newQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: true } } });
}

export function Providers({ nonce, children }: { nonce?: string | undefined; children: ReactNode }) {
  const [queryClient] = useState(newQueryClient);
  return (
    <CSPProvider {...(nonce === undefined ? {} : { nonce })}>
      <QueryClientProvider client={queryClient}>
        <NuqsAdapter>
          <div className="root-layer">{children}</div>
          <ToastHost />
          <TimeZoneCookie />
        </NuqsAdapter>
      </QueryClientProvider>
    </CSPProvider>
  );
}
