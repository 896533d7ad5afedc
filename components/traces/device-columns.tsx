"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { StatusDot, type StatusTone } from "@/components/ui/status-dot";
import type { Column } from "@/components/ui/table";
import type { DeviceAction, DeviceTrace } from "@/lib/traces/schemas";
import { ExactTime } from "./exact-time";

const tones: Record<DeviceAction, StatusTone> = { connect: "ok", disconnect: "off", close: "off" };
const versions: Record<number, string> = { 3: "3.1", 4: "3.1.1", 5: "5.0" };
/** Ends that a device did not want. */
const badReasons = new Set(["connectionLost", "keepAliveTimeout", "protocolError", "packetTooLarge", "tooSlow"]);

export function useDeviceColumns(onChoose: (clientId: string) => void): Column<DeviceTrace>[] {
  const t = useTranslations("traces.column");
  const tTraces = useTranslations("traces");
  const toneOf = ({ action, reason }: DeviceTrace) =>
    reason !== null && badReasons.has(reason) ? "err" : tones[action];
  return [
    { id: "time", header: t("time"), sticky: "left", cell: ({ time }) => <ExactTime value={time} /> },
    {
      id: "client",
      header: t("client"),
      cell: ({ clientId }) => (
        <Button variant="text" onClick={() => onChoose(clientId)}>
          <span className="font-mono wrap-anywhere">{clientId}</span>
        </Button>
      ),
    },
    {
      id: "action",
      header: t("action"),
      cell: (row) => <StatusDot tone={toneOf(row)}>{tTraces(`action.${row.action}`)}</StatusDot>,
    },
    {
      id: "description",
      header: t("description"),
      className: "min-w-48",
      cell: ({ reason }) => tTraces(`reason.${reason ?? "accepted"}`),
    },
    {
      id: "channel",
      header: t("connectionId"),
      cell: ({ channelId }) => <span className="font-mono">{channelId}</span>,
    },
    {
      id: "address",
      header: t("address"),
      cell: ({ clientAddress }) => <span className="font-mono whitespace-nowrap">{clientAddress}</span>,
    },
    {
      id: "protocol",
      header: t("protocol"),
      cell: ({ protocolVersion }) => `MQTT ${versions[protocolVersion] ?? protocolVersion}`,
    },
  ];
}
