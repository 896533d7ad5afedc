// Apart from the schemas, so that pages which only name these need no validator.

export const auditEntityTypes = [
  "instance",
  "topic",
  "group",
  "rocketmqInstance",
  "rocketmqTopic",
  "rule",
  "alertWebhook",
] as const;
export type AuditEntityType = (typeof auditEntityTypes)[number];

/** What follows the kind of thing in an action: `rule.create`. */
export const auditVerbs = [
  "create",
  "update",
  "restore",
  "import",
  "enable",
  "disable",
  "delete",
  "redriveDeadLetters",
  "discardDeadLetters",
  "testMessage",
] as const;
