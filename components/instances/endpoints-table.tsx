"use client";

import { useTranslations } from "next-intl";
import { CopyText } from "@/components/ui/copy-text";
import { type Column, Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { Instance } from "@/lib/instances/schemas";

type Endpoint = Instance["endpoints"][number];

export function EndpointsTable({ endpoints }: { endpoints: Endpoint[] }) {
  const t = useTranslations("instances.details");
  const columns: Column<Endpoint>[] = [
    {
      id: "network",
      header: t("network"),
      cell: ({ network }) => t(network === "internal" ? "networkInternal" : "networkPublic"),
    },
    { id: "protocol", header: t("protocol"), cell: ({ protocol }) => <Tag>{protocol.toUpperCase()}</Tag> },
    {
      id: "url",
      header: t("address"),
      className: "w-full",
      cell: ({ url }) => <CopyText text={url} name={t("endpoint")} lengthMax={80} />,
    },
  ];
  return <Table caption={t("endpointsCaption")} columns={columns} rows={endpoints} rowKey={({ url }) => url} />;
}
