"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ProblemText } from "@/components/forms/problem-text";
import { toProblem } from "@/components/forms/to-problem";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { type BrowseAddress, browseModes, toIso, toLocal } from "./browse-params";
import { listClusterTopicsQuery } from "./rocketmq-queries";

const limitChoices = ["10", "32", "64", "100"];
const topicsShown = 100;
const queueMax = 1_023;

interface PartProps {
  draft: BrowseAddress;
  change: (part: Partial<BrowseAddress>) => void;
}

function OffsetFields({ draft, change, brokers }: PartProps & { brokers: string[] }) {
  const t = useTranslations("rocketmq.browse");
  return (
    <>
      {brokers.length > 1 ? (
        <Field label={t("broker")} isButton className="w-40">
          <Select
            options={[{ value: "", label: t("anyBroker") }, ...brokers.map((value) => ({ value, label: value }))]}
            value={draft.broker ?? ""}
            onValueChange={(broker) => change({ broker: broker === "" ? null : broker })}
          />
        </Field>
      ) : null}
      <Field label={t("queue")}>
        <NumberField
          value={draft.queue ?? 0}
          onValueChange={(queue) => change({ queue })}
          min={0}
          max={queueMax}
          className="w-28"
        />
      </Field>
      <Field label={t("offset")}>
        <NumberField value={draft.offset ?? 0} onValueChange={(offset) => change({ offset })} min={0} />
      </Field>
    </>
  );
}

function TimeFields({ draft, change }: PartProps) {
  const t = useTranslations("rocketmq.browse");
  return (
    <>
      <Field label={t("from")} className="w-52">
        <Input
          type="datetime-local"
          step={1}
          defaultValue={toLocal(draft.from)}
          onChange={(event) => change({ from: toIso(event.target.value) })}
        />
      </Field>
      <Field label={t("to")} className="w-52">
        <Input
          type="datetime-local"
          step={1}
          defaultValue={toLocal(draft.to)}
          onChange={(event) => change({ to: toIso(event.target.value) })}
        />
      </Field>
    </>
  );
}

function TextFieldOf({ draft, change, name }: PartProps & { name: "key" | "mid" }) {
  const t = useTranslations("rocketmq.browse");
  return (
    <Field label={t(name === "key" ? "key" : "messageId")} className="w-full sm:w-96">
      <Input
        isMono
        spellCheck={false}
        value={draft[name] ?? ""}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </Field>
  );
}

function TopicField({ instanceId, draft, change }: PartProps & { instanceId: string }) {
  const t = useTranslations("rocketmq.browse");
  const [search, setSearch] = useState("");
  const query = useQuery(
    listClusterTopicsQuery(instanceId, { q: search === draft.topic ? "" : search, page: 1, pageSize: topicsShown }),
  );
  const found = (query.data?.items ?? []).map(({ name }) => ({ value: name, label: name }));
  const options =
    draft.topic === "" || found.some(({ value }) => value === draft.topic)
      ? found
      : [{ value: draft.topic, label: draft.topic }, ...found];
  return (
    <Field label={t("topic")} className="w-full sm:w-72">
      <Combobox
        isMono
        options={options}
        value={draft.topic === "" ? null : draft.topic}
        onValueChange={(topic) => change({ topic: topic ?? "" })}
        onSearch={setSearch}
        placeholder={t("chooseTopic")}
        isLoading={query.isPending}
        {...(query.isError ? { error: <ProblemText problem={toProblem(query.error)} /> } : {})}
      />
    </Field>
  );
}

export interface BrowseFormProps {
  instanceId: string;
  address: BrowseAddress;
  isFetching: boolean;
  /** The new look-up, or the same one again. */
  onRun: (address: BrowseAddress) => void;
  onCancel: () => void;
}

/** The form changes nothing until it is run; then it is the address. */
export function BrowseForm({ instanceId, address, isFetching, onRun, onCancel }: BrowseFormProps) {
  const t = useTranslations("rocketmq.browse");
  const [draft, setDraft] = useState(address);
  const change = (part: Partial<BrowseAddress>) => setDraft((before) => ({ ...before, ...part }));
  const topics = useQuery(listClusterTopicsQuery(instanceId, { q: draft.topic, page: 1, pageSize: topicsShown }));
  const brokers = topics.data?.items.find(({ name }) => name === draft.topic)?.brokers ?? [];
  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    onRun(draft);
  }
  return (
    <form onSubmit={handleSubmit} className="mb-4 flex flex-col gap-3 rounded-sm bg-bg-subtle p-4" data-print="hide">
      <div className="flex flex-wrap items-end gap-3">
        <TopicField instanceId={instanceId} draft={draft} change={change} />
        <div>
          <p className="mb-1 text-fg-secondary">{t("by")}</p>
          <Segmented
            label={t("by")}
            options={browseModes.map((value) => ({ value, label: t(`mode.${value}`) }))}
            value={draft.by}
            onValueChange={(by) => change({ by })}
          />
        </div>
      </div>
      <div className="flex flex-wrap items-end gap-3">
        {draft.by === "offset" ? <OffsetFields draft={draft} change={change} brokers={brokers} /> : null}
        {draft.by === "time" ? <TimeFields draft={draft} change={change} /> : null}
        {draft.by === "key" ? <TextFieldOf draft={draft} change={change} name="key" /> : null}
        {draft.by === "messageId" ? <TextFieldOf draft={draft} change={change} name="mid" /> : null}
        <Field label={t("limit")} isButton className="w-24">
          <Select
            options={limitChoices.map((value) => ({ value, label: value }))}
            value={String(draft.limit)}
            onValueChange={(limit) => change({ limit: Number(limit) })}
          />
        </Field>
        <Button type="submit" variant="primary" isPending={isFetching}>
          {t("run")}
        </Button>
        {isFetching ? <Button onClick={onCancel}>{t("cancel")}</Button> : null}
      </div>
    </form>
  );
}
