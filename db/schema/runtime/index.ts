export { deadLetters } from "./dead-letters";
export { deviceEvents } from "./device-events";
export { instanceMinutes } from "./instance-minutes";
export { messageTraces } from "./message-traces";
export { ruleMinutes } from "./rule-minutes";
export { ruleTotals } from "./rule-totals";
export { runtimeSettings } from "./runtime-settings";
export { traceMinutes } from "./trace-minutes";
