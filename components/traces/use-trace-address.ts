import { useQueryClient } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { type TraceSpan, traceAddress } from "./trace-address";

/** The question in the address, and the way to ask one: a preset has no times of its own, and the same question is asked anew. */
export function useTraceAddress(instanceId: string, kind: "messages" | "devices") {
  const [address, setAddress] = useQueryStates(traceAddress, { history: "push" });
  const queryClient = useQueryClient();
  function ask(question: TraceSpan & Parameters<typeof setAddress>[0]) {
    const isCustom = question.range === "custom";
    void setAddress({ ...question, from: isCustom ? question.from : null, to: isCustom ? question.to : null });
    void queryClient.resetQueries({ queryKey: ["traces", instanceId, kind] });
  }
  return { address, setAddress, ask };
}
