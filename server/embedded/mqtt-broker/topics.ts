/** First level of a topic: what rules and known topics go by. */
export function parentTopicOf(topic: string): string {
  const slash = topic.indexOf("/");
  return slash < 0 ? topic : topic.slice(0, slash);
}

/** Why nobody may publish to this topic; undefined when it is allowed. */
export function topicFault(topic: string): string | undefined {
  if (topic === "") {
    return "the topic is empty";
  }
  if (topic.charCodeAt(0) === 0x24) {
    return "topics that begin with $ are reserved for the broker";
  }
  if (topic.includes("\0")) {
    return "the topic contains a NUL character";
  }
  if (topic.includes("+") || topic.includes("#")) {
    return "a topic to publish to has no wildcard";
  }
  return undefined;
}
