"use client";

import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { Link } from "@/components/ui/link";
import type { Column } from "@/components/ui/table";
import { formatLatency } from "@/lib/format/latency";
import type { Instance } from "@/lib/instances/schemas";
import type { MessageTrace } from "@/lib/traces/schemas";
import { paths } from "@/lib/view/paths";
import { ExactTime } from "./exact-time";
import { OutcomeDot } from "./outcome-dot";

export function useMessageColumns(instance: Instance, onOpen: (messageId: string) => void): Column<MessageTrace>[] {
  const t = useTranslations("traces.column");
  const tCommon = useTranslations("common");
  const locale = useLocale();
  return [
    { id: "time", header: t("time"), sticky: "left", cell: ({ receivedAt }) => <ExactTime value={receivedAt} /> },
    {
      id: "topic",
      header: t("topic"),
      className: "min-w-40",
      cell: ({ mqttTopic }) => <span className="font-mono wrap-anywhere">{mqttTopic}</span>,
    },
    {
      id: "client",
      header: t("client"),
      cell: ({ clientId }) =>
        clientId === null ? "–" : <CopyText text={clientId} name={t("client")} lengthMax={28} />,
    },
    { id: "qos", header: t("qos"), align: "right", cell: ({ qos }) => qos },
    {
      id: "rule",
      header: t("rule"),
      cell: ({ ruleId }) => (
        <Link href={paths.rule(instance.regionId, instance.instanceId, ruleId)}>
          <span className="font-mono whitespace-nowrap">{ruleId}</span>
        </Link>
      ),
    },
    { id: "outcome", header: t("outcome"), cell: ({ outcome }) => <OutcomeDot outcome={outcome} /> },
    {
      id: "latency",
      header: t("latency"),
      align: "right",
      cell: ({ settledAfterMs }) => (settledAfterMs === null ? "–" : formatLatency(settledAfterMs, locale)),
    },
    {
      id: "queue",
      header: t("queue"),
      cell: ({ brokerName, queueId, queueOffset }) =>
        brokerName === null ? (
          "–"
        ) : (
          <span className="whitespace-nowrap tabular-nums">
            {brokerName} · {queueId} · {queueOffset}
          </span>
        ),
    },
    {
      id: "messageId",
      header: t("messageId"),
      cell: ({ messageId }) => (
        <span className="whitespace-nowrap">
          <CopyText text={messageId} name={t("messageId")} lengthMax={20} />
        </span>
      ),
    },
    {
      id: "actions",
      header: tCommon("field.actions"),
      sticky: "right",
      cell: ({ messageId }) => (
        <Button variant="text" onClick={() => onOpen(messageId)}>
          {t("open")}
        </Button>
      ),
    },
  ];
}
