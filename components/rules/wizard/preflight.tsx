"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleHelp, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { InlineMessage } from "@/components/ui/inline-message";
import { Said } from "@/components/ui/said";
import { PreflightResult } from "@/lib/rules/preview";
import { apiRequest } from "../api-request";
import { useApiErrorText } from "../use-api-error-text";
import type { PreviewTarget } from "./use-preview";

const looks = {
  ok: { Icon: CircleCheck, className: "text-success" },
  failed: { Icon: CircleX, className: "text-danger-fg" },
  unknown: { Icon: CircleHelp, className: "text-warning-fg" },
} as const;

function StepList({ result }: { result: PreflightResult }) {
  const t = useTranslations("evidence");
  return (
    <ol className="mt-2 space-y-1">
      {result.steps.map(({ step, outcome, detail }) => {
        const { Icon, className } = looks[outcome];
        return (
          <li key={step} className="flex items-start gap-2">
            <Icon aria-label={t(`outcome.${outcome}`)} className={`mt-0.5 size-3.5 shrink-0 ${className}`} />
            <span className="min-w-0 flex-1 break-words">
              <b className="font-medium">{t(`step.${step}`)}</b> · <Said text={detail} />
            </span>
          </li>
        );
      })}
    </ol>
  );
}

export interface PreflightProps {
  instanceId: string;
  sourceTopic: string;
  target: PreviewTarget;
}

/** On request, before Create: does all that the rule needs exist and answer? Never a condition of creating it. */
export function Preflight({ instanceId, sourceTopic, target }: PreflightProps) {
  const t = useTranslations("evidence");
  const errorText = useApiErrorText();
  const [sendTestMessage, setSendTestMessage] = useState(false);
  const ends = JSON.stringify([sourceTopic, target.rocketmqInstanceId, target.topic]);
  const run = useMutation({
    mutationFn: async (tried: string) => {
      const body = { source: { topic: sourceTopic }, destination: target, sendTestMessage };
      const path = `/instances/${encodeURIComponent(instanceId)}/rules/preflight`;
      return { tried, result: await apiRequest(path, PreflightResult, { method: "POST", body }) };
    },
  });
  const isChosen = target.rocketmqInstanceId !== "" && target.topic !== "";
  return (
    <Card title={t("preflightTitle")}>
      <div className="space-y-3">
        <p className="text-fg-secondary">{t("preflightIntro")}</p>
        <Checkbox isChecked={sendTestMessage} onCheckedChange={setSendTestMessage}>
          {t("sendTest")}
        </Checkbox>
        <div>
          <Button
            isPending={run.isPending}
            disabledReason={isChosen ? undefined : t("chooseFirst")}
            onClick={() => run.mutate(ends)}
          >
            {t("runPreflight")}
          </Button>
        </div>
        {run.error === null ? null : <InlineMessage tone="error">{errorText(run.error)}</InlineMessage>}
        {run.data === undefined ? null : run.data.tried !== ends ? (
          <InlineMessage tone="warning">{t("preflightStale")}</InlineMessage>
        ) : (
          <InlineMessage
            tone={run.data.result.ok ? "success" : "error"}
            title={run.data.result.ok ? t("preflightOk") : t("preflightFailed")}
          >
            <StepList result={run.data.result} />
          </InlineMessage>
        )}
      </div>
    </Card>
  );
}
