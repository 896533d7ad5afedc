export { deadLetters } from "./dead-letters";
export { ruleMinutes } from "./rule-minutes";
export { ruleTotals } from "./rule-totals";
export { runtimeSettings } from "./runtime-settings";
