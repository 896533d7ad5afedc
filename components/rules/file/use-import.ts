"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ImportRulesResult } from "@/lib/rules/files";
import { apiRequest } from "../api-request";
import { ruleKeys } from "../rule-queries";

export type ImportStage = "file" | "planned" | "applied";

function versionsOf(plan: ImportRulesResult): Record<string, number> {
  return Object.fromEntries(
    plan.items.flatMap(({ ruleId, version }) =>
      ruleId === undefined || version === undefined ? [] : [[ruleId, version]],
    ),
  );
}

/** File, dry run, apply; what is applied is what the dry run showed, or is refused. */
export function useImport(instanceId: string) {
  const queryClient = useQueryClient();
  const [yaml, setYaml] = useState("");
  const [shouldMove, setShouldMove] = useState(false);
  const send = (options: object) =>
    apiRequest(`/instances/${encodeURIComponent(instanceId)}/rules/import`, ImportRulesResult, {
      method: "POST",
      body: { yaml, ...(shouldMove && { backlog: "move" }), ...options },
    });
  const plan = useMutation({ mutationFn: () => send({ dryRun: true }) });
  const apply = useMutation({
    mutationFn: (planned: ImportRulesResult) => send({ versions: versionsOf(planned) }),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ruleKeys.list(instanceId) }),
        queryClient.invalidateQueries({ queryKey: ["topics", instanceId] }),
      ]),
  });
  const stage: ImportStage = apply.data !== undefined ? "applied" : plan.data !== undefined ? "planned" : "file";
  return {
    yaml,
    setYaml: (text: string) => {
      setYaml(text);
      plan.reset();
      apply.reset();
    },
    shouldMove,
    setShouldMove,
    plan,
    apply,
    stage,
    backToFile: () => {
      plan.reset();
      apply.reset();
    },
  };
}
