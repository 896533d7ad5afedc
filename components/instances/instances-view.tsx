"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CreateButton, ListEmpty, ListView } from "@/components/forms/list-view";
import { fromSort, toSort } from "@/components/forms/use-list-state";
import { FilterChips } from "@/components/ui/filter-chips";
import { lateComponent } from "@/components/ui/late-overlay";
import type { Instance } from "@/lib/instances/schemas";
import type { DeleteInstanceDialogProps } from "./delete-instance-dialog";
import { useInstanceColumns } from "./instance-columns";
import type { InstanceActions, InstanceDrawerProps } from "./instance-drawer";
import { InstanceFilters } from "./instance-filters";
import { type InstanceList, type InstanceListOptions, useInstanceChips, useInstanceList } from "./use-instance-list";

const InstanceDrawer = lateComponent<InstanceDrawerProps>(
  async () => (await import("./instance-drawer")).InstanceDrawer,
);
const DeleteInstanceDialog = lateComponent<DeleteInstanceDialogProps>(
  async () => (await import("./delete-instance-dialog")).DeleteInstanceDialog,
);

export interface InstancesViewProps extends InstanceListOptions {
  /** What instances of the region can be filtered by. */
  tags: readonly string[];
  actions: InstanceActions;
}

type Opened = { kind: "create" } | { kind: "edit" | "delete"; instance: Instance } | undefined;

function InstanceTable({
  list,
  tags,
  onOpen,
}: {
  list: InstanceList;
  tags: readonly string[];
  onOpen: (opened: Opened) => void;
}) {
  const t = useTranslations("instances");
  const { params, setAddress } = list;
  const { chips, clearAll } = useInstanceChips(list);
  const columns = useInstanceColumns({
    onEdit: (instance) => onOpen({ kind: "edit", instance }),
    onDelete: (instance) => onOpen({ kind: "delete", instance }),
  });
  const create = <CreateButton label={t("create")} onClick={() => onOpen({ kind: "create" })} />;
  return (
    <ListView
      name="instances"
      list={list}
      caption={t("caption")}
      columns={columns}
      rowKey={(instance) => instance.instanceId}
      sort={toSort(params.sort)}
      onSort={(sort) => setAddress({ sort: fromSort(sort), page: null })}
      create={create}
      filters={<InstanceFilters list={list} tags={tags} />}
      chips={<FilterChips chips={chips} onClearAll={clearAll} />}
      empty={
        <ListEmpty
          isFiltered={params.q !== "" || chips.length > 0}
          onClear={clearAll}
          noMatch={t("empty.noMatch")}
          title={t("empty.title")}
          description={t("empty.description")}
          action={create}
        />
      }
    />
  );
}

export function InstancesView(props: InstancesViewProps) {
  const list = useInstanceList(props);
  const [opened, setOpened] = useState<Opened>();
  const queryClient = useQueryClient();
  const router = useRouter();
  function handleChanged() {
    setOpened(undefined);
    void queryClient.invalidateQueries({ queryKey: ["instances"] });
    router.refresh();
  }
  return (
    <>
      <InstanceTable list={list} tags={props.tags} onOpen={setOpened} />
      {opened?.kind === "create" || opened?.kind === "edit" ? (
        <InstanceDrawer
          regionId={props.regionId}
          instance={opened.kind === "edit" ? opened.instance : undefined}
          actions={props.actions}
          onClose={() => setOpened(undefined)}
          onSaved={handleChanged}
        />
      ) : null}
      {opened?.kind === "delete" ? (
        <DeleteInstanceDialog
          instance={opened.instance}
          remove={props.actions.remove}
          onClose={() => setOpened(undefined)}
          onDeleted={handleChanged}
        />
      ) : null}
    </>
  );
}
