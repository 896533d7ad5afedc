"use client";

import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { downloadFile } from "@/components/forms/download-file";
import { Button } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { Drawer } from "@/components/ui/drawer";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { decodeBase64 } from "@/lib/format/body";
import { formatBytes } from "@/lib/format/number";
import type { BrowsedMessage } from "@/lib/rocketmq/schemas";
import { MessageBody } from "./message-body";

function Properties({ properties }: { properties: Record<string, string> }) {
  const t = useTranslations("rocketmq.browse");
  return (
    <Table
      caption={t("propertiesCaption")}
      columns={[
        {
          id: "key",
          header: t("property"),
          cell: ([key]) => <span className="font-mono whitespace-nowrap">{key}</span>,
        },
        {
          id: "value",
          header: t("value"),
          className: "w-full",
          cell: ([key, value]) => <CopyText text={value} name={key} lengthMax={64} />,
        },
      ]}
      rows={Object.entries(properties)}
      rowKey={([key]) => key}
      empty={<p className="p-4 text-fg-help">{t("noProperties")}</p>}
    />
  );
}

function DownloadBody({ message }: { message: BrowsedMessage }) {
  const t = useTranslations("rocketmq.tail");
  const { messageId, bodyBase64, bodyBytes, isBodyTruncated } = message;
  if (bodyBytes === 0) {
    return null;
  }
  const name = `${messageId.replaceAll(/[^0-9A-Za-z_-]+/g, "-")}.bin`;
  return (
    <Button
      size="s"
      icon={<Download aria-hidden className="size-3.5" />}
      onClick={() => downloadFile(name, Uint8Array.from(decodeBase64(bodyBase64)), "application/octet-stream")}
    >
      {t(isBodyTruncated ? "downloadCut" : "download")}
    </Button>
  );
}

export function MessageDrawer({ message, onClose }: { message: BrowsedMessage; onClose: () => void }) {
  const t = useTranslations("rocketmq.browse");
  const locale = useLocale();
  return (
    <Drawer
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("message")}
      width="l"
      isDismissedByPressOutside
    >
      <div className="space-y-6">
        <KeyValueList
          columns={2}
          items={[
            {
              id: "id",
              label: t("messageId"),
              isWide: true,
              value: <CopyText text={message.messageId} name={t("messageId")} />,
            },
            {
              id: "brokerId",
              label: t("brokerMessageId"),
              isWide: true,
              value: <CopyText text={message.brokerMessageId} name={t("brokerMessageId")} />,
            },
            { id: "topic", label: t("topic"), value: <span className="font-mono wrap-anywhere">{message.topic}</span> },
            {
              id: "queue",
              label: t("column.queue"),
              value: `${message.brokerName} · ${message.queueId} · ${message.queueOffset}`,
            },
            { id: "born", label: t("born"), value: <Time value={message.bornAt} /> },
            { id: "stored", label: t("column.stored"), value: <Time value={message.storedAt} /> },
            { id: "host", label: t("bornHost"), value: <span className="font-mono">{message.bornHost}</span> },
            { id: "size", label: t("column.size"), value: formatBytes(message.bodyBytes, locale) },
          ]}
        />
        <section>
          <div className="mb-2 flex items-center justify-between gap-3">
            <h3 className="text-sm font-semibold">{t("body")}</h3>
            <DownloadBody message={message} />
          </div>
          <MessageBody message={message} />
        </section>
        <section>
          <h3 className="mb-2 text-sm font-semibold">{t("properties")}</h3>
          <Properties properties={message.properties} />
        </section>
      </div>
    </Drawer>
  );
}
