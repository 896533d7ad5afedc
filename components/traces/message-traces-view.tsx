"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { Instance } from "@/lib/instances/schemas";
import { useMessageColumns } from "./message-columns";
import { MessageForm } from "./message-form";
import { PassportDrawer } from "./passport-drawer";
import { checkSpan, traceAddress } from "./trace-address";
import { type MessageTraceParams, messageTracesQuery } from "./trace-queries";
import { TraceResults } from "./trace-results";
import { useTraceAddress } from "./use-trace-address";

/** Sampled messages from MQTT to RocketMQ. */
export function MessageTracesView({ instance }: { instance: Instance }) {
  const { address, setAddress, ask } = useTraceAddress(instance.instanceId, "messages");
  const queryClient = useQueryClient();
  const { range, from, to, topic, client, rule, mid } = address;
  const params: MessageTraceParams = { range, from, to, topic, client, rule, mid, outcome: address.outcome ?? "" };
  const options = messageTracesQuery(instance.instanceId, params);
  const isAskable = checkSpan(params) === undefined;
  const query = useInfiniteQuery({ ...options, enabled: isAskable });
  const columns = useMessageColumns(instance, (open) => void setAddress({ open }));
  const pages = query.data?.pages ?? [];
  const handleRun = (next: MessageTraceParams) => ask({ ...next, outcome: traceAddress.outcome.parse(next.outcome) });
  return (
    <>
      <MessageForm
        key={JSON.stringify(params)}
        instanceId={instance.instanceId}
        params={params}
        isFetching={query.isFetching}
        onRun={handleRun}
        onCancel={() => void queryClient.cancelQueries({ queryKey: options.queryKey })}
      />
      {isAskable ? (
        <TraceResults
          kind="messages"
          columns={columns}
          rows={pages.flatMap(({ items }) => items)}
          rowKey={({ messageId }) => messageId}
          sampling={pages[0]?.sampling}
          query={query}
        />
      ) : null}
      {address.open === "" ? null : (
        <PassportDrawer
          key={address.open}
          instance={instance}
          messageId={address.open}
          onClose={() => void setAddress({ open: null })}
        />
      )}
    </>
  );
}
