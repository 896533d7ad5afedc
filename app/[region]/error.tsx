"use client";

import { ErrorView } from "@/components/shell/error-view";

export default function RegionErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main id="main" className="px-6 py-10">
      <ErrorView error={error} retry={retry} />
    </main>
  );
}
