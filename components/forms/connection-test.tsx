"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { apiRequest } from "@/components/rules/api-request";
import { Button } from "@/components/ui/button";
import { InlineMessage } from "@/components/ui/inline-message";
import { Said } from "@/components/ui/said";
import { Spinner } from "@/components/ui/spinner";
import { ConnectionTestResult } from "@/lib/instances/schemas";
import type { ShownProblem } from "./action";
import { ProblemText } from "./problem-text";
import { toProblem } from "./to-problem";

type TestState =
  | { kind: "idle" }
  | { kind: "running" }
  | { kind: "done"; result: ConnectionTestResult }
  | { kind: "failed"; problem: ShownProblem };

/** Runs a connection test over the HTTP API; a new one, and leaving, cancel the old one. */
export function useConnectionTest(path: string) {
  const [state, setState] = useState<TestState>({ kind: "idle" });
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  async function test(body: unknown) {
    controller.current?.abort();
    const current = new AbortController();
    controller.current = current;
    setState({ kind: "running" });
    try {
      const result = await apiRequest(path, ConnectionTestResult, { method: "POST", body, signal: current.signal });
      setState({ kind: "done", result });
    } catch (error) {
      if (!current.signal.aborted) {
        setState({ kind: "failed", problem: toProblem(error) });
      }
    }
  }
  return { state, test, reset: () => setState({ kind: "idle" }) };
}

function StepList({ result }: { result: ConnectionTestResult }) {
  const t = useTranslations("instances.test");
  const format = useFormatter();
  return (
    <ol className="mt-2 space-y-1">
      {result.steps.map((step) => (
        <li key={step.step} className="flex items-start gap-2">
          {step.ok ? (
            <CircleCheck aria-label={t("ok")} className="mt-0.5 size-3.5 shrink-0 text-success" />
          ) : (
            <CircleX aria-label={t("failed")} className="mt-0.5 size-3.5 shrink-0 text-danger-fg" />
          )}
          <span className="min-w-0 flex-1 break-words">
            <b className="font-medium">{t(`step.${step.step}`)}</b>
            {step.detail === "" ? null : (
              <>
                {" · "}
                <Said text={step.detail} />
              </>
            )}
          </span>
          <span className="shrink-0 text-fg-secondary tabular-nums">
            {format.number(Math.round(step.durationMs))} ms
          </span>
        </li>
      ))}
    </ol>
  );
}

export function ConnectionTestPanel({ state, onTest }: { state: TestState; onTest: () => void }) {
  const t = useTranslations("instances.test");
  return (
    <div className="space-y-2">
      <Button onClick={onTest} isPending={state.kind === "running"}>
        {t("run")}
      </Button>
      {state.kind === "running" ? (
        <p role="status" className="flex items-center gap-2 text-fg-secondary">
          <Spinner /> {t("running")}
        </p>
      ) : null}
      {state.kind === "failed" ? (
        <InlineMessage tone="error">
          <ProblemText problem={state.problem} />
        </InlineMessage>
      ) : null}
      {state.kind === "done" ? (
        <InlineMessage
          tone={state.result.ok ? "success" : "error"}
          title={state.result.ok ? t("succeeded") : t("notSucceeded")}
        >
          {state.result.detectedVersion === undefined ? null : (
            <p>{t("detected", { version: state.result.detectedVersion })}</p>
          )}
          <StepList result={state.result} />
        </InlineMessage>
      ) : null}
    </div>
  );
}
