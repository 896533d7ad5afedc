"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DeleteDialog } from "@/components/forms/delete-dialog";
import { CreateButton, ListEmpty, ListSearch, ListView } from "@/components/forms/list-view";
import { RuleLinks } from "@/components/forms/rule-links";
import { type FirstPage, type PlainListParams, usePlainListPage } from "@/components/forms/use-list-page";
import { listGroupsQuery } from "@/components/topics/topic-queries";
import { CopyText } from "@/components/ui/copy-text";
import { RowActions } from "@/components/ui/row-actions";
import type { Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Group } from "@/lib/instances/schemas";
import { type GroupActions, GroupDrawer } from "./group-drawer";
import { OnlineClients, useOnlineCounts } from "./online-clients";

export interface GroupsViewProps {
  regionId: string;
  instanceId: string;
  first: FirstPage<PlainListParams, Group>;
  rememberedPageSize: number;
  actions: GroupActions;
}

function useGroupColumns(
  { regionId, instanceId }: GroupsViewProps,
  rows: readonly Group[],
  onDelete: (group: Group) => void,
): Column<Group>[] {
  const counts = useOnlineCounts(
    instanceId,
    rows.map(({ groupId }) => groupId),
  );
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
      id: "online",
      header: t("column.online"),
      cell: ({ groupId }) => (
        <OnlineClients regionId={regionId} instanceId={instanceId} groupId={groupId} count={counts.get(groupId)} />
      ),
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
      {t.rich("delete.body", { name: group.groupId, b: (text) => <b className="wrap-anywhere">{text}</b> })}
    </DeleteDialog>
  );
}

export function GroupsView(props: GroupsViewProps) {
  const t = useTranslations("groups");
  const [isCreating, setIsCreating] = useState(false);
  const [deleting, setDeleting] = useState<Group>();
  const list = usePlainListPage((params) => listGroupsQuery(props.instanceId, params), props);
  const columns = useGroupColumns(props, list.query.data?.items ?? [], setDeleting);
  const queryClient = useQueryClient();
  const router = useRouter();
  function handleChanged() {
    setIsCreating(false);
    setDeleting(undefined);
    void queryClient.invalidateQueries({ queryKey: ["groups", props.instanceId] });
    router.refresh();
  }
  const create = <CreateButton label={t("create")} onClick={() => setIsCreating(true)} />;
  return (
    <>
      <ListView
        name="groups"
        list={list}
        caption={t("caption")}
        columns={columns}
        rowKey={(group) => group.groupId}
        create={create}
        filters={<ListSearch label={t("search")} list={list} />}
        empty={
          <ListEmpty
            isFiltered={list.params.q !== ""}
            onClear={() => list.setAddress({ q: null, page: null })}
            noMatch={t("empty.noMatch")}
            title={t("empty.title")}
            description={t("empty.description")}
            action={create}
          />
        }
      />
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
