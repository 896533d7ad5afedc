/** Names of the messages under `rules.wizard.issue`. */
export type RuleIssue =
  | "required"
  | "chooseTopic"
  | "chooseRocketmqInstance"
  | "ruleIdLength"
  | "topicLength"
  | "descriptionLength"
  | "characters"
  | "parentTopicCharacters"
  | "ruleIdNeedsLetter"
  | "reservedTopic"
  | "topicPrefix"
  | "invalid";

function textIssue(field: string, code: string, value: string): RuleIssue {
  if (code === "too_small" || code === "too_big") {
    return field === "ruleId" ? "ruleIdLength" : field === "description" ? "descriptionLength" : "topicLength";
  }
  if (code === "invalid_format") {
    if (field === "source.topic") {
      return "parentTopicCharacters";
    }
    return field === "ruleId" && /^[_-]*$/.test(value) ? "ruleIdNeedsLetter" : "characters";
  }
  if (code === "custom") {
    return /^(CID|GID)/.test(value) ? "topicPrefix" : "reservedTopic";
  }
  return "invalid";
}

/** What to tell a person about a field that the schema refused: by field, kind of issue and what was entered. */
export function ruleIssue(field: string, code: string, value: unknown): RuleIssue {
  const text = typeof value === "string" ? value : "";
  if (field === "destination.rocketmqInstanceId") {
    return "chooseRocketmqInstance";
  }
  if (text === "") {
    return field === "source.topic" || field === "destination.topic" ? "chooseTopic" : "required";
  }
  return textIssue(field, code, text);
}
