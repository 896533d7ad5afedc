import type enErrors from "./messages/en/errors.json";

export type FieldMessageKey = keyof (typeof enErrors)["validation"];

interface FieldMessage {
  key: FieldMessageKey;
  values?: { min?: number; max?: number; line?: number };
}

const exact: Record<string, FieldMessageKey> = {
  "Use only letters, digits, hyphens (-) and underscores (_).": "nameCharacters",
  "Use only letters, digits, hyphens and underscores.": "nameCharacters",
  "Use at least one letter or digit.": "letterOrDigit",
  "Use only letters, digits, hyphens (-) and underscores (_). A parent topic is the first level only: no slash and no wildcard.":
    "parentTopic",
  "Start with GID_ or GID-.": "groupPrefix",
  "RocketMQ keeps this name for itself. Choose another one.": "reservedTopic",
  "A topic name must not start with CID or GID.": "topicPrefix",
  "Enter a version such as V3.3.0.": "kernelVersion",
  "Enter an address such as mqtts://host:8883 (mqtt, mqtts, ws or wss; no user name in it).": "mqttUrl",
  "Use only letters, digits, @, hyphens and underscores.": "clientIdPrefix",
  "Enter the AccessKey ID: signature log-in needs it.": "accessKey",
  "Enter an address such as https://host/path (http or https; no user name and no # in it).": "webhookUrl",
  "Enter host:port.": "hostPort",
  "Enter a port between 1 and 65535.": "port",
  "Enter an address with a port between 1 and 65535.": "port",
  "Enter at least one name server.": "nameServers",
  "Enter a topic.": "publishTopic",
  "A topic to publish to has no wildcard (+ or #).": "publishWildcard",
  "Select a RocketMQ instance.": "selectRocketmq",
  "There is no such field.": "noSuchField",
  "Invalid input: expected string, received undefined": "required",
  "Write apiVersion: sluice/v1.": "ruleFileVersion",
  "Write kind: Rules.": "ruleFileKind",
  "List the rules under rules.": "ruleFileRules",
  "The file has no rules.": "ruleFileEmpty",
  "It is nested too deeply.": "ruleFileNested",
};

const counted: { pattern: RegExp; key: FieldMessageKey }[] = [
  { pattern: /^Enter at most (\d+) characters\.$/, key: "lengthMax" },
  { pattern: /^Too big: expected string to have <=(\d+) characters$/, key: "lengthMax" },
  { pattern: /^Enter at most (\d+) tags\.$/, key: "tagsMax" },
  { pattern: /^A file may have at most (\d+) rules\.$/, key: "ruleFileCount" },
  { pattern: /^It has more than (\d+) lines\.$/, key: "ruleFileLines" },
];

/** The translation of a schema's English message; undefined for one that is not ours, which is then shown as it came. */
export function toFieldMessage(message: string): FieldMessage | undefined {
  const same = exact[message];
  if (same !== undefined) {
    return { key: same };
  }
  const between = /^Enter (\d+) to (\d+) characters\.$/.exec(message);
  if (between !== null) {
    return { key: "lengthBetween", values: { min: Number(between[1]), max: Number(between[2]) } };
  }
  for (const { pattern, key } of counted) {
    const match = pattern.exec(message);
    if (match !== null) {
      return { key, values: { max: Number(match[1]) } };
    }
  }
  const line = /^Line (\d+): write values out; /.exec(message);
  if (line !== null) {
    return { key: "ruleFileValues", values: { line: Number(line[1]) } };
  }
  return /^(Invalid|Too (small|big))/.test(message) ? { key: "invalid" } : undefined;
}
