export { auditEvents } from "./audit-events";
export { groups } from "./groups";
export { mqttInstances } from "./mqtt-instances";
export { rocketmqInstances } from "./rocketmq-instances";
export { rules } from "./rules";
export { settings } from "./settings";
export { topics } from "./topics";
