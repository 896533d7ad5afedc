"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { InlineMessage } from "@/components/ui/inline-message";
import { Said } from "@/components/ui/said";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { decodeBase64, toText } from "@/lib/format/body";
import { formatBytes } from "@/lib/format/number";
import { ObservedSubtopics as Observed, type ObservedSubtopic } from "@/lib/instances/observed";
import { apiRequest } from "../api-request";
import type { Sample } from "./sample";

const shownMax = 10;
const payloadShownMax = 120;

function Payload({ item }: { item: ObservedSubtopic }) {
  const t = useTranslations("evidence");
  const locale = useLocale();
  const bytes = decodeBase64(item.samplePayloadBase64);
  const text = toText(bytes, bytes.length < item.payloadBytes);
  return text === undefined ? (
    <span className="text-fg-help">{t("sampleBinary", { size: formatBytes(item.payloadBytes, locale) })}</span>
  ) : (
    <span className="font-mono wrap-anywhere">
      {text.slice(0, payloadShownMax)}
      {text.length > payloadShownMax || bytes.length < item.payloadBytes ? "…" : ""}
    </span>
  );
}

/** A QoS 0 subscriber gets everything as QoS 0; a rule would not. */
function toSample(item: ObservedSubtopic, broker: Observed["broker"]): Sample {
  const text = toText(decodeBase64(item.samplePayloadBase64), true);
  return {
    topic: item.topic,
    payload: text ?? item.samplePayloadBase64,
    encoding: text === undefined ? "base64" : "utf8",
    qos: broker === "embedded" && (item.qos === 0 || item.qos === 2) ? item.qos : 1,
    clientId: item.clientId ?? "",
  };
}

function useColumns(broker: Observed["broker"], onUse: (sample: Sample) => void): Column<ObservedSubtopic>[] {
  const t = useTranslations("evidence");
  const tCommon = useTranslations("common");
  const locale = useLocale();
  const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return [
    { id: "topic", header: t("topic"), cell: ({ topic }) => <span className="font-mono wrap-anywhere">{topic}</span> },
    {
      id: "rate",
      header: t("rate"),
      align: "right",
      className: "whitespace-nowrap",
      cell: ({ ratePerSecond }) => t("rateValue", { value: rate.format(ratePerSecond) }),
    },
    { id: "lastSeen", header: t("lastSeen"), cell: ({ lastSeenMs }) => <Time value={lastSeenMs} /> },
    { id: "sample", header: t("sample"), className: "min-w-40", cell: (item) => <Payload item={item} /> },
    {
      id: "use",
      header: tCommon("field.actions"),
      cell: (item) => (
        <button
          type="button"
          className="link min-h-6 whitespace-nowrap"
          aria-label={`${t("use")}: ${item.topic}`}
          onClick={() => {
            onUse(toSample(item, broker));
            toast.success(t("used", { topic: item.topic }));
          }}
        >
          {t("use")}
        </button>
      ),
    },
  ];
}

export interface ObservedSubtopicsProps {
  instanceId: string;
  topic: string;
  onUse: (sample: Sample) => void;
}

/** Live evidence that the chosen topic carries messages, or why nobody can tell. */
export function ObservedSubtopics({ instanceId, topic, onUse }: ObservedSubtopicsProps) {
  const t = useTranslations("evidence");
  const observed = useQuery({
    queryKey: ["observed-topics", instanceId, topic],
    queryFn: ({ signal }) =>
      apiRequest(
        `/instances/${encodeURIComponent(instanceId)}/topics/${encodeURIComponent(topic)}/subtopics`,
        Observed,
        { signal },
      ),
    enabled: topic !== "",
    refetchInterval: 3_000,
    retry: false,
  });
  const broker = observed.data?.broker ?? "embedded";
  const columns = useColumns(broker, onUse);
  if (topic === "" || observed.isPending) {
    return null;
  }
  if (observed.isError) {
    return <InlineMessage tone="warning">{t("seenFailed")}</InlineMessage>;
  }
  if (!observed.data.isObserved) {
    return <p className="text-fg-help">{t("notObserved")}</p>;
  }
  const { items, problem } = observed.data;
  const rows = items.slice(0, shownMax);
  return (
    <section>
      {problem === undefined ? null : (
        <InlineMessage tone="warning" title={t("seenFailed")}>
          <Said text={problem} />
        </InlineMessage>
      )}
      {rows.length > 0 ? (
        <>
          <h3 className="mb-2 font-semibold">{t("seenTitle", { topic })}</h3>
          <Table caption={t("seenTitle", { topic })} columns={columns} rows={rows} rowKey={(item) => item.topic} />
        </>
      ) : problem === undefined ? (
        <p role="status" className="text-fg-help">
          {t("seenNone", { topic })}
        </p>
      ) : null}
      {broker === "external" ? <p className="mt-2 text-fg-help">{t("seenExternal")}</p> : null}
    </section>
  );
}
