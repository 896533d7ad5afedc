"use client";

import { useEffect } from "react";
import "./globals.css";

/** The root layout itself failed: no translations and no providers exist here, so both languages are written out. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
  return (
    <html lang="en" data-theme="system">
      <body>
        <title>Sluice</title>
        <main className="mx-auto flex max-w-120 flex-col items-start gap-4 px-6 py-20">
          <h1 className="text-2xl font-medium">The console could not be loaded.</h1>
          <p lang="zh-CN">控制台加载失败。</p>
          {digest === "" ? null : <p className="font-mono text-fg-help">{digest}</p>}
          <button
            type="button"
            onClick={() => retry()}
            className="h-9 rounded-xs bg-primary px-4 text-sm text-on-primary hover:bg-primary-hover"
          >
            Retry / <span lang="zh-CN">重试</span>
          </button>
        </main>
      </body>
    </html>
  );
}
