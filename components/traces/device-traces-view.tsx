"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import type { Instance } from "@/lib/instances/schemas";
import { useDeviceColumns } from "./device-columns";
import { DeviceForm } from "./device-form";
import { checkSpan, traceAddress } from "./trace-address";
import { type DeviceTraceParams, deviceTracesQuery } from "./trace-queries";
import { TraceResults } from "./trace-results";
import { useTraceAddress } from "./use-trace-address";

function KnownDevices({ instance }: { instance: Instance }) {
  const { address, setAddress, ask } = useTraceAddress(instance.instanceId, "devices");
  const queryClient = useQueryClient();
  const { range, from, to, client } = address;
  const params: DeviceTraceParams = { range, from, to, client, action: address.action ?? "" };
  const options = deviceTracesQuery(instance.instanceId, params);
  const isAskable = checkSpan(params) === undefined;
  const query = useInfiniteQuery({ ...options, enabled: isAskable });
  const columns = useDeviceColumns((clientId) => void setAddress({ client: clientId }));
  const pages = query.data?.pages ?? [];
  const handleRun = (next: DeviceTraceParams) => ask({ ...next, action: traceAddress.action.parse(next.action) });
  return (
    <>
      <DeviceForm
        key={JSON.stringify(params)}
        instanceId={instance.instanceId}
        params={params}
        isFetching={query.isFetching}
        onRun={handleRun}
        onCancel={() => void queryClient.cancelQueries({ queryKey: options.queryKey })}
      />
      {isAskable ? (
        <TraceResults
          kind="devices"
          columns={columns}
          rows={pages.flatMap(({ items }) => items)}
          rowKey={({ id }) => String(id)}
          sampling={pages[0]?.sampling}
          query={query}
        />
      ) : null}
    </>
  );
}

/** Devices of the embedded broker coming and going. An external broker does not tell. */
export function DeviceTracesView({ instance }: { instance: Instance }) {
  const t = useTranslations("traces.devices");
  return instance.broker === "embedded" ? (
    <KnownDevices instance={instance} />
  ) : (
    <EmptyState title={t("external")} description={t("externalBody")} />
  );
}
