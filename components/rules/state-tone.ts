import type { StatusTone } from "@/components/ui/status-dot";
import type { RuleState } from "@/lib/rules/states";

export const stateTones: Record<RuleState, StatusTone> = {
  stopped: "off",
  failed: "err",
  starting: "busy",
  stalled: "err",
  retrying: "warn",
  running: "ok",
};
