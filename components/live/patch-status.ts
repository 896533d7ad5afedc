import type { QueryClient } from "@tanstack/react-query";
import type { StreamStatus } from "@/lib/metrics/schemas";
import type { Rule } from "@/lib/rules/schemas";

function patched(rule: Rule, status: StreamStatus): Rule {
  const { stateReason: _, ...rest } = rule;
  return {
    ...rest,
    state: status.state,
    stateSince: status.stateSince,
    ...(status.stateReason === undefined ? {} : { stateReason: status.stateReason }),
  };
}

/** Writes a rule's new state into what React Query holds of it. */
export function patchStatus(queryClient: QueryClient, status: StreamStatus): void {
  queryClient.setQueryData<Rule>(["rule", status.ruleId], (rule) =>
    rule === undefined ? rule : patched(rule, status),
  );
  queryClient.setQueriesData<{ items: Rule[] }>({ queryKey: ["rules", status.instanceId] }, (page) => {
    if (page === undefined || !page.items.some((rule) => rule.ruleId === status.ruleId)) {
      return page;
    }
    const items = page.items.map((rule) => (rule.ruleId === status.ruleId ? patched(rule, status) : rule));
    return { ...page, items };
  });
}
