"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { CreateButton, ListEmpty, ListSearch, ListView } from "@/components/forms/list-view";
import { type FirstPage, useListPage } from "@/components/forms/use-list-page";
import { fromSort, toSort } from "@/components/forms/use-list-state";
import { FilterSelect } from "@/components/ui/filter-select";
import { lateComponent } from "@/components/ui/late-overlay";
import type { RegionId } from "@/lib/regions";
import type { RocketmqInstance } from "@/lib/rocketmq/schemas";
import { rocketmqListParams, toPageSize } from "@/lib/view/list-params";
import type { DeleteRocketmqDialogProps } from "./delete-rocketmq-dialog";
import type { RocketmqActions } from "./rocketmq-actions";
import { useRocketmqColumns } from "./rocketmq-columns";
import type { RocketmqDrawerProps } from "./rocketmq-drawer";
import { listRocketmqQuery, type RocketmqListParams } from "./rocketmq-queries";

const RocketmqDrawer = lateComponent<RocketmqDrawerProps>(
  async () => (await import("./rocketmq-drawer")).RocketmqDrawer,
);
const DeleteRocketmqDialog = lateComponent<DeleteRocketmqDialogProps>(
  async () => (await import("./delete-rocketmq-dialog")).DeleteRocketmqDialog,
);

export interface RocketmqViewProps {
  regionId: RegionId;
  first: FirstPage<RocketmqListParams, RocketmqInstance>;
  rememberedPageSize: number;
  actions: RocketmqActions;
}

type Opened = { kind: "create" } | { kind: "edit" | "delete"; instance: RocketmqInstance } | undefined;

function useRocketmqList({ regionId, first, rememberedPageSize }: RocketmqViewProps) {
  const [address, setAddress] = useQueryStates(rocketmqListParams);
  const params: RocketmqListParams = {
    regionId,
    q: address.q,
    series: address.series ?? "",
    sort: address.sort,
    page: address.page,
    pageSize: toPageSize(address.size, rememberedPageSize),
  };
  const list = useListPage({ options: listRocketmqQuery(params), params, setAddress, first });
  return { ...list, address };
}

type RocketmqList = ReturnType<typeof useRocketmqList>;

function Filters({ list }: { list: RocketmqList }) {
  const t = useTranslations("rocketmq");
  const { address, setAddress } = list;
  return (
    <>
      <ListSearch label={t("search")} list={list} />
      <FilterSelect
        className="w-36"
        aria-label={t("series.label")}
        options={[
          { value: "", label: t("series.all") },
          { value: "4.0", label: t("series.4_0") },
          { value: "5.0", label: t("series.5_0") },
        ]}
        value={address.series ?? ""}
        onValueChange={(series) => setAddress({ series: series === "" ? null : series, page: null })}
      />
    </>
  );
}

function RocketmqTable({ list, onOpen }: { list: RocketmqList; onOpen: (opened: Opened) => void }) {
  const t = useTranslations("rocketmq");
  const { params, setAddress } = list;
  const columns = useRocketmqColumns({
    onEdit: (instance) => onOpen({ kind: "edit", instance }),
    onDelete: (instance) => onOpen({ kind: "delete", instance }),
  });
  const create = <CreateButton label={t("create")} onClick={() => onOpen({ kind: "create" })} />;
  return (
    <ListView
      name="rocketmqInstances"
      list={list}
      caption={t("caption")}
      columns={columns}
      rowKey={(instance) => instance.instanceId}
      sort={toSort(params.sort)}
      onSort={(sort) => setAddress({ sort: fromSort(sort), page: null })}
      create={create}
      filters={<Filters list={list} />}
      empty={
        <ListEmpty
          isFiltered={params.q !== "" || params.series !== ""}
          onClear={() => setAddress({ q: null, series: null, page: null })}
          noMatch={t("empty.noMatch")}
          title={t("empty.title")}
          description={t("empty.description")}
          action={create}
        />
      }
    />
  );
}

export function RocketmqView(props: RocketmqViewProps) {
  const list = useRocketmqList(props);
  const [opened, setOpened] = useState<Opened>();
  const queryClient = useQueryClient();
  function handleChanged() {
    setOpened(undefined);
    void queryClient.invalidateQueries({ queryKey: ["rocketmq-instances"] });
  }
  return (
    <>
      <RocketmqTable list={list} onOpen={setOpened} />
      {opened?.kind === "create" || opened?.kind === "edit" ? (
        <RocketmqDrawer
          regionId={props.regionId}
          instance={opened.kind === "edit" ? opened.instance : undefined}
          actions={props.actions}
          onClose={() => setOpened(undefined)}
          onSaved={handleChanged}
        />
      ) : null}
      {opened?.kind === "delete" ? (
        <DeleteRocketmqDialog
          instance={opened.instance}
          remove={props.actions.remove}
          onClose={() => setOpened(undefined)}
          onDeleted={handleChanged}
        />
      ) : null}
    </>
  );
}
