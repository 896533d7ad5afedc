"use client";

import { useLocale, useTranslations } from "next-intl";
import { MessageBody } from "@/components/rocketmq/message-body";
import { InlineMessage } from "@/components/ui/inline-message";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Said } from "@/components/ui/said";
import { Table } from "@/components/ui/table";
import { formatBytes } from "@/lib/format/number";
import type { PreviewedMessage } from "@/lib/rules/preview";

function Properties({ message, caption }: { message: PreviewedMessage; caption: string }) {
  const t = useTranslations("evidence");
  return (
    <Table
      caption={caption}
      columns={[
        { id: "name", header: t("property"), cell: ({ name }) => <span className="font-mono">{name}</span> },
        {
          id: "value",
          header: t("value"),
          className: "w-full",
          cell: ({ value, isEscaped, isExample }) => (
            <>
              <span className="font-mono wrap-anywhere">{value}</span>
              {isExample ? <span className="ml-2 text-fg-help">{t("example")}</span> : null}
              {isEscaped ? <span className="ml-2 text-fg-help">{t("escaped")}</span> : null}
            </>
          ),
        },
      ]}
      rows={message.properties}
      rowKey={({ name }) => name}
    />
  );
}

/** All of one message: where it goes, every property, and the body's bytes. */
export function PreviewedMessageView({ message }: { message: PreviewedMessage }) {
  const t = useTranslations("evidence");
  const locale = useLocale();
  const { queue } = message;
  const { queueProblem } = message;
  const unknown = queueProblem === undefined ? t("queueUnknown") : <Said text={queueProblem} />;
  const where =
    queue === undefined
      ? unknown
      : t("queueValue", { queueId: queue.queueId, count: queue.queueCount, brokerName: queue.brokerName });
  const sizes = t("sizesValue", {
    properties: formatBytes(message.propertiesBytes, locale),
    body: formatBytes(message.bodyBytes, locale),
  });
  const caption = t("result", { topic: message.topic ?? t("topicToChoose") });
  return (
    <div className="space-y-3">
      {message.refusal === undefined ? null : (
        <InlineMessage tone="error" title={t("refused")}>
          <Said text={message.refusal} />
        </InlineMessage>
      )}
      <h3 className="font-semibold">{caption}</h3>
      <KeyValueList
        columns={1}
        items={[
          { id: "queue", label: t("queue"), value: where },
          { id: "keys", label: t("keysAndTag"), value: t("noKeysNoTag") },
          { id: "sizes", label: t("sizes"), value: sizes },
        ]}
      />
      <Properties message={message} caption={caption} />
      <h3 className="font-semibold">{t("body")}</h3>
      <MessageBody
        key={message.bodyBase64}
        message={{ bodyBase64: message.bodyBase64, bodyBytes: message.bodyBytes, isBodyTruncated: false }}
      />
    </div>
  );
}
