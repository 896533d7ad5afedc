"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { DeleteDialog } from "@/components/forms/delete-dialog";
import { ListFailed, RefreshButton, StaleNotice } from "@/components/forms/list-status";
import { RuleLinks } from "@/components/forms/rule-links";
import { usePaging } from "@/components/forms/use-list-state";
import { usePageGuard } from "@/components/forms/use-page-guard";
import { listGroupsQuery, type PlainListParams } from "@/components/topics/topic-queries";
import { Button } from "@/components/ui/button";
import { CopyText } from "@/components/ui/copy-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { RowActions } from "@/components/ui/row-actions";
import { SearchInput } from "@/components/ui/search-input";
import { type Column, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { Toolbar } from "@/components/ui/toolbar";
import type { Group } from "@/lib/instances/schemas";
import type { Page } from "@/lib/pages";
import { isSameParams } from "@/lib/view/is-same-params";
import { plainListParams, toPageSize } from "@/lib/view/list-params";
import { type GroupActions, GroupDrawer } from "./group-drawer";

export interface GroupsViewProps {
  regionId: string;
  instanceId: string;
  first: { params: PlainListParams; data: Page<Group>; atMs: number };
  rememberedPageSize: number;
  actions: GroupActions;
}

function useGroupColumns({ regionId, instanceId }: GroupsViewProps, onDelete: (group: Group) => void): Column<Group>[] {
  const t = useTranslations("groups");
  const tCommon = useTranslations("common");
  return [
    {
      id: "groupId",
      header: t("column.groupId"),
      sticky: "left",
      cell: ({ groupId }) => <CopyText text={groupId} name={t("groupId")} />,
    },
    {
      id: "rule",
      header: t("column.rule"),
      cell: ({ statusRuleId }) =>
        statusRuleId === undefined ? (
          t("none")
        ) : (
          <RuleLinks regionId={regionId} instanceId={instanceId} ruleIds={[statusRuleId]} />
        ),
    },
    { id: "created", header: t("column.created"), cell: ({ createdAt }) => <Time value={createdAt} /> },
    {
      id: "actions",
      header: tCommon("field.actions"),
      sticky: "right",
      cell: (group) => (
        <RowActions
          rowName={group.groupId}
          actions={[{ id: "delete", label: tCommon("delete"), onSelect: () => onDelete(group) }]}
        />
      ),
    },
  ];
}

function DeleteGroupDialog(props: GroupsViewProps & { group: Group; onClose: () => void; onDeleted: () => void }) {
  const t = useTranslations("groups");
  const { regionId, instanceId, group } = props;
  const ruleIds = group.statusRuleId === undefined ? [] : [group.statusRuleId];
  return (
    <DeleteDialog
      title={t("delete.title")}
      action={props.actions.remove}
      input={{ instanceId, groupId: group.groupId }}
      doneText={t("deleted", { name: group.groupId })}
      dependents={{ regionId, instanceId, ruleIds, blockedText: t("delete.blocked") }}
      onClose={props.onClose}
      onDeleted={props.onDeleted}
    >
      {t.rich("delete.body", { name: group.groupId, b: (text) => <b className="break-all">{text}</b> })}
    </DeleteDialog>
  );
}

function useGroupList({ instanceId, first, rememberedPageSize }: GroupsViewProps) {
  const [address, setAddress] = useQueryStates(plainListParams);
  const params = { q: address.q, page: address.page, pageSize: toPageSize(address.size, rememberedPageSize) };
  const query = useQuery({
    ...listGroupsQuery(instanceId, params),
    ...(isSameParams(params, first.params) ? { initialData: first.data, initialDataUpdatedAt: first.atMs } : {}),
  });
  const paging = usePaging(setAddress);
  usePageGuard(query.data, params.page, paging.onPageChange);
  return { params, setAddress, query, paging };
}

export function GroupsView(props: GroupsViewProps) {
  const t = useTranslations("groups");
  const tCommon = useTranslations("common");
  const [isCreating, setIsCreating] = useState(false);
  const [deleting, setDeleting] = useState<Group>();
  const { params, setAddress, query, paging } = useGroupList(props);
  const columns = useGroupColumns(props, setDeleting);
  const queryClient = useQueryClient();
  const router = useRouter();
  function handleChanged() {
    setIsCreating(false);
    setDeleting(undefined);
    void queryClient.invalidateQueries({ queryKey: ["groups", props.instanceId] });
    router.refresh();
  }
  const createButton = (
    <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setIsCreating(true)}>
      {t("create")}
    </Button>
  );
  const empty =
    params.q === "" ? (
      <EmptyState title={t("empty.title")} description={t("empty.description")} action={createButton} />
    ) : (
      <EmptyState
        kind="noMatch"
        title={t("empty.noMatch")}
        action={<Button onClick={() => setAddress({ q: null, page: null })}>{tCommon("clearFilters")}</Button>}
      />
    );
  return (
    <>
      <Toolbar
        actions={
          <>
            {createButton}
            <RefreshButton query={query} />
          </>
        }
        filters={
          <SearchInput
            label={t("search")}
            value={params.q}
            onSearch={(q) => setAddress({ q: q || null, page: null })}
          />
        }
      />
      <StaleNotice query={query} />
      <Table
        caption={t("caption")}
        columns={columns}
        rows={query.data?.items ?? []}
        rowKey={(group) => group.groupId}
        isLoading={query.isPending}
        isRefreshing={query.isFetching}
        empty={query.isError && query.data === undefined ? <ListFailed query={query} /> : empty}
      />
      <div className="mt-4">
        <Pagination page={params.page} pageSize={params.pageSize} total={query.data?.total ?? 0} {...paging} />
      </div>
      {isCreating ? (
        <GroupDrawer
          instanceId={props.instanceId}
          create={props.actions.create}
          onClose={() => setIsCreating(false)}
          onSaved={handleChanged}
        />
      ) : null}
      {deleting === undefined ? null : (
        <DeleteGroupDialog
          {...props}
          group={deleting}
          onClose={() => setDeleting(undefined)}
          onDeleted={handleChanged}
        />
      )}
    </>
  );
}
