"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { CopyButton } from "./copy-button";
import { Segmented } from "./segmented";

export interface CodeSample {
  id: string;
  label: string;
  code: string;
}

/** Code with a copy button; several samples become a switch above it. */
export function CodeBlock({ samples, label }: { samples: readonly CodeSample[]; label: string }) {
  const t = useTranslations("common");
  const [currentId, setCurrentId] = useState(samples[0]?.id ?? "");
  const current = samples.find((sample) => sample.id === currentId) ?? samples[0];
  if (current === undefined) {
    return null;
  }
  return (
    <div className="min-w-0">
      {samples.length > 1 ? (
        <div className="mb-2">
          <Segmented
            label={label}
            options={samples.map((sample) => ({ value: sample.id, label: sample.label }))}
            value={current.id}
            onValueChange={setCurrentId}
          />
        </div>
      ) : null}
      <div className="flex rounded-sm border border-line bg-bg-subtle">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a block that scrolls must be reachable by keyboard */}
        <section className="max-h-100 min-w-0 flex-1 overflow-auto p-4" tabIndex={0} aria-label={label}>
          <pre className="font-mono text-xs leading-5">
            <code>{current.code}</code>
          </pre>
        </section>
        <div className="shrink-0 p-2">
          <CopyButton text={current.code} name={t("code")} />
        </div>
      </div>
    </div>
  );
}
