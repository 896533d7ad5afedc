"use client";

import { useLocale, useTranslations } from "next-intl";
import { CopyText } from "@/components/ui/copy-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Link } from "@/components/ui/link";
import { formatBytes } from "@/lib/format/number";
import type { Instance } from "@/lib/instances/schemas";
import type { MessageTrace } from "@/lib/traces/schemas";
import { paths } from "@/lib/view/paths";
import { OutcomeDot } from "./outcome-dot";
import { prepareTimeline } from "./prepare-timeline";
import { StoredMessage } from "./stored-message";
import { Timeline } from "./timeline";

function useDetails(instance: Instance, trace: MessageTrace) {
  const t = useTranslations("traces.hop");
  const rule = (
    <Link href={paths.rule(instance.regionId, instance.instanceId, trace.ruleId)}>
      <span className="font-mono wrap-anywhere">{trace.ruleId}</span>
    </Link>
  );
  const { brokerName, queueId, queueOffset, cause, retries } = trace;
  return {
    published: (
      <span className="wrap-anywhere">{t("publishedDetail", { topic: trace.mqttTopic, qos: trace.qos })}</span>
    ),
    spooled: t("spooledDetail"),
    sent: (
      <>
        {t.rich("sentDetail", { rule: () => rule })} {retries === 0 ? null : t("retries", { count: retries })}
      </>
    ),
    stored:
      brokerName === null
        ? t("placeUnknown")
        : t("storedDetail", {
            topic: trace.rocketmqTopic,
            brokerName,
            queueId: queueId ?? 0,
            queueOffset: queueOffset ?? 0,
          }),
    acknowledged: t("acknowledgedDetail"),
    waiting: t("waitingDetail"),
    deadLettered: (
      <>
        {cause === null ? null : <p className="break-words">{cause}</p>}
        <Link href={`${paths.rule(instance.regionId, instance.instanceId, trace.ruleId)}?tab=deadLetters`}>
          {t("deadLetters")}
        </Link>
      </>
    ),
    returned: t("returnedDetail"),
    lost: t("lostDetail"),
  };
}

/** Where one message came from, what became of it and how long each hop took. */
export function Passport({ instance, trace }: { instance: Instance; trace: MessageTrace }) {
  const t = useTranslations("traces.passport");
  const tColumn = useTranslations("traces.column");
  const locale = useLocale();
  const details = useDetails(instance, trace);
  return (
    <div className="space-y-6">
      <KeyValueList
        columns={2}
        items={[
          {
            id: "id",
            label: tColumn("messageId"),
            isWide: true,
            value: <CopyText text={trace.messageId} name={tColumn("messageId")} />,
          },
          ...(trace.brokerMessageId === null
            ? []
            : [
                {
                  id: "brokerId",
                  label: t("brokerMessageId"),
                  isWide: true,
                  value: <CopyText text={trace.brokerMessageId} name={t("brokerMessageId")} />,
                },
              ]),
          { id: "outcome", label: tColumn("outcome"), value: <OutcomeDot outcome={trace.outcome} /> },
          { id: "size", label: t("size"), value: formatBytes(trace.payloadBytes, locale) },
          {
            id: "topic",
            label: tColumn("topic"),
            isWide: true,
            value: <CopyText text={trace.mqttTopic} name={tColumn("topic")} lengthMax={80} />,
          },
          {
            id: "client",
            label: tColumn("client"),
            isWide: true,
            value:
              trace.clientId === null ? (
                t("clientUnknown")
              ) : (
                <CopyText text={trace.clientId} name={tColumn("client")} />
              ),
          },
        ]}
      />
      <section>
        <h3 className="mb-3 text-sm font-semibold">{t("timeline")}</h3>
        <Timeline hops={prepareTimeline(trace)} details={details} />
      </section>
      {trace.outcome === "delivered" ? <StoredMessage regionId={instance.regionId} trace={trace} /> : null}
    </div>
  );
}
