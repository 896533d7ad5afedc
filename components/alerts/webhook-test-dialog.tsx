"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemText } from "@/components/forms/problem-text";
import { toProblem } from "@/components/forms/to-problem";
import { apiRequest } from "@/components/rules/api-request";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Dialog } from "@/components/ui/dialog";
import { InlineMessage } from "@/components/ui/inline-message";
import { Spinner } from "@/components/ui/spinner";
import { type AlertWebhook, WebhookAnswer } from "@/lib/alerts/schemas";

function Answer({ answer }: { answer: WebhookAnswer }) {
  const t = useTranslations("alerts.webhook.test");
  const { body } = answer;
  return (
    <>
      <InlineMessage tone={answer.ok ? "success" : "error"} title={t(answer.ok ? "taken" : "refused")}>
        <p>{t("answer", { detail: answer.detail, duration: answer.durationMs })}</p>
      </InlineMessage>
      {body === undefined || body === "" ? null : (
        <div className="mt-3">
          <CodeBlock label={t("body")} samples={[{ id: "body", label: t("body"), code: body }]} />
        </div>
      )}
    </>
  );
}

export interface WebhookTestDialogProps {
  webhook: AlertWebhook;
  onClose: () => void;
}

/** Sends a test notice on request and shows what the receiver answered. */
export function WebhookTestDialog({ webhook, onClose }: WebhookTestDialogProps) {
  const t = useTranslations("alerts.webhook.test");
  const tCommon = useTranslations("common");
  const path = `/alert-webhooks/${encodeURIComponent(webhook.webhookId)}/test`;
  const test = useMutation({ mutationFn: () => apiRequest(path, WebhookAnswer, { method: "POST" }) });
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("title", { name: webhook.name })}
      description={t("description")}
      width="m"
      footer={
        <>
          <Button variant="primary" isPending={test.isPending} onClick={() => test.mutate()}>
            {t("send")}
          </Button>
          <Button onClick={onClose}>{tCommon("close")}</Button>
        </>
      }
    >
      <p className="mb-3 font-mono wrap-anywhere">{webhook.url}</p>
      {test.isPending ? (
        <p role="status" className="flex items-center gap-2 text-fg-secondary">
          <Spinner /> {t("running")}
        </p>
      ) : null}
      {test.isError ? (
        <InlineMessage tone="error">
          <ProblemText problem={toProblem(test.error)} />
        </InlineMessage>
      ) : null}
      {test.isSuccess ? <Answer answer={test.data} /> : null}
    </Dialog>
  );
}
