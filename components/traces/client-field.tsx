"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemText } from "@/components/forms/problem-text";
import { toProblem } from "@/components/forms/to-problem";
import { useDebounced } from "@/components/rules/use-debounced";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { traceClientsQuery } from "./trace-queries";

/** Client IDs of recorded devices to choose from; any other can be typed. */
export function ClientField(props: { instanceId: string; value: string; onChange: (clientId: string) => void }) {
  const { instanceId, value, onChange } = props;
  const t = useTranslations("traces.form");
  const [search, setSearch] = useState("");
  const q = useDebounced(search === value ? "" : search, 300);
  const query = useQuery(traceClientsQuery(instanceId, q));
  const typed = search.trim();
  const known = query.data?.items ?? [];
  const values = [...new Set([...(typed === "" ? [] : [typed]), ...(value === "" ? [] : [value]), ...known])];
  return (
    <Field label={t("client")} className="w-full sm:w-72">
      <Combobox
        isMono
        options={values.map((one) => ({ value: one, label: one }))}
        value={value === "" ? null : value}
        onValueChange={(next) => onChange(next ?? "")}
        onSearch={setSearch}
        placeholder={t("clientPlaceholder")}
        isLoading={query.isPending}
        {...(query.isError ? { error: <ProblemText problem={toProblem(query.error)} /> } : {})}
      />
    </Field>
  );
}
