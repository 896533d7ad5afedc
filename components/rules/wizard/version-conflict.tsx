"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { InlineMessage } from "@/components/ui/inline-message";
import { rocketmqInstancesQuery } from "../rule-queries";
import { useChangeWords } from "../use-change-words";
import type { RuleForm } from "./rule-form";

export interface VersionConflictProps {
  theirs: RuleForm;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Someone else saved the rule meanwhile: shows what differs and lets the person choose. */
export function VersionConflict({ theirs, onKeepMine, onTakeTheirs }: VersionConflictProps) {
  const t = useTranslations("rules.wizard");
  const { getValues } = useFormContext<RuleForm>();
  const words = useChangeWords();
  const instances = useQuery(rocketmqInstancesQuery());
  const mine = getValues();
  const rows = [
    { id: "description", label: t("description"), mine: mine.description, theirs: theirs.description },
    { id: "status", label: t("status"), mine: mine.status, theirs: theirs.status },
    { id: "source.topic", label: t("sourceTopic"), mine: mine.source.topic, theirs: theirs.source.topic },
    {
      id: "destination.rocketmqInstanceId",
      label: t("rocketmqInstance"),
      mine: mine.destination.rocketmqInstanceId,
      theirs: theirs.destination.rocketmqInstanceId,
    },
    {
      id: "destination.topic",
      label: t("rocketmqTopic"),
      mine: mine.destination.topic,
      theirs: theirs.destination.topic,
    },
  ].filter((row) => row.mine !== row.theirs);
  function show(field: string, value: string | undefined): string {
    const isInstance = field === "destination.rocketmqInstanceId";
    const instance = isInstance ? instances.data?.items.find((item) => item.instanceId === value) : undefined;
    return instance?.name ?? words.value(field, value);
  }
  const cellClassName = "border-b border-line py-1 pr-4 text-left";
  return (
    <InlineMessage tone="warning" title={t("conflictTitle")}>
      <table className="mt-2 border-separate border-spacing-0">
        <thead>
          <tr>
            <th scope="col" className={cellClassName}>
              {t("conflictField")}
            </th>
            <th scope="col" className={cellClassName}>
              {t("conflictMine")}
            </th>
            <th scope="col" className={cellClassName}>
              {t("conflictTheirs")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className={`${cellClassName} font-normal`}>
                {row.label}
              </th>
              <td className={`${cellClassName} wrap-anywhere`}>{show(row.id, row.mine)}</td>
              <td className={`${cellClassName} wrap-anywhere`}>{show(row.id, row.theirs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button onClick={onTakeTheirs}>{t("takeTheirs")}</Button>
        <Button onClick={onKeepMine}>{t("keepMine")}</Button>
      </div>
    </InlineMessage>
  );
}
