"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ListFailed } from "@/components/forms/list-status";
import { MessageBody } from "@/components/rocketmq/message-body";
import { browseQuery } from "@/components/rocketmq/rocketmq-queries";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyValueList } from "@/components/ui/key-value-list";
import type { MessageTrace } from "@/lib/traces/schemas";
import { paths } from "@/lib/view/paths";
import { queryString } from "@/lib/view/query-string";
import { ExactTime } from "./exact-time";

/** The message as RocketMQ has it now: read when asked for, since no payload is kept here. */
export function StoredMessage({ regionId, trace }: { regionId: string; trace: MessageTrace }) {
  const t = useTranslations("traces.stored");
  const { rocketmqInstanceId, rocketmqTopic, messageId } = trace;
  const options = browseQuery(rocketmqInstanceId, rocketmqTopic, { by: "messageId", messageId, limit: 1 });
  const query = useQuery({ ...options, enabled: false });
  const message = query.data?.items[0];
  const address = queryString({ tab: "messages", topic: rocketmqTopic, by: "messageId", mid: messageId });
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">{t("title")}</h3>
      <p className="mb-3 text-fg-secondary">{t("intro")}</p>
      <div className="mb-4 flex flex-wrap gap-2">
        <Button isPending={query.isFetching} onClick={() => query.refetch()}>
          {t("read")}
        </Button>
        <ButtonLink href={`${paths.rocketmqInstance(regionId, rocketmqInstanceId)}?${address}`}>
          {t("browse")}
        </ButtonLink>
      </div>
      {query.isError ? <ListFailed query={query} /> : null}
      {query.isSuccess && message === undefined ? (
        <EmptyState kind="noMatch" title={t("gone")} description={t("goneBody")} />
      ) : null}
      {message === undefined ? null : (
        <div className="space-y-4">
          <KeyValueList
            columns={2}
            items={[
              { id: "stored", label: t("storedAt"), value: <ExactTime value={message.storedAt} /> },
              {
                id: "place",
                label: t("place"),
                value: `${message.brokerName} · ${message.queueId} · ${message.queueOffset}`,
              },
            ]}
          />
          <MessageBody message={message} />
        </div>
      )}
    </section>
  );
}
