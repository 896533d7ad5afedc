"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Tag } from "@/components/ui/tag";
import { isTopicFilter } from "@/lib/mqtt/topic-filter";
import { type Qos, QosField } from "./qos-field";
import type { TestClientState } from "./use-test-client";

export interface SubscribeCardProps {
  topic: string;
  isOpen: boolean;
  client: Pick<TestClientState, "subscribe" | "unsubscribe" | "subscriptions">;
}

function SubscriptionList({ client }: Pick<SubscribeCardProps, "client">) {
  const t = useTranslations("testClient.subscribe");
  if (client.subscriptions.length === 0) {
    return <p className="text-fg-help">{t("none")}</p>;
  }
  return (
    <ul aria-label={t("current")} className="divide-y divide-line border-y border-line">
      {client.subscriptions.map(({ filter, qos }) => (
        <li key={filter} className="flex items-center gap-3 py-1">
          <span className="min-w-0 flex-1 font-mono wrap-anywhere">{filter}</span>
          <Tag>{t("granted", { qos })}</Tag>
          <Button
            variant="text"
            onClick={() => client.unsubscribe(filter)}
            aria-label={t("unsubscribeFrom", { filter })}
          >
            {t("unsubscribe")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

export function SubscribeCard({ topic, isOpen, client }: SubscribeCardProps) {
  const t = useTranslations("testClient.subscribe");
  const tClient = useTranslations("testClient");
  const [filter, setFilter] = useState(`${topic}/#`);
  const [qos, setQos] = useState<Qos>(1);
  const [problem, setProblem] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  async function handleSubmit(event: FormEvent) {
    event.preventDefault();
    if (!isTopicFilter(filter)) {
      setProblem(t("invalid"));
      return;
    }
    setIsPending(true);
    const reason = await client.subscribe(filter, qos);
    setIsPending(false);
    setProblem(reason === undefined ? undefined : t("refused", { reason }));
  }
  return (
    <Card title={t("title")}>
      <form onSubmit={handleSubmit} noValidate className="grid gap-4 sm:grid-cols-[1fr_auto]">
        <Field label={t("filter")} isRequired help={t("filterHelp")} error={problem}>
          <Input
            isMono
            spellCheck={false}
            autoComplete="off"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </Field>
        <QosField value={qos} onValueChange={setQos} />
        <div className="space-y-3 sm:col-span-2">
          <Button type="submit" isPending={isPending} disabledReason={isOpen ? undefined : tClient("connectFirst")}>
            {t("submit")}
          </Button>
          <SubscriptionList client={client} />
        </div>
      </form>
    </Card>
  );
}
