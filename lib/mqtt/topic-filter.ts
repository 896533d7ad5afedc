const topicBytesMax = 65_535;

/** Whether a broker may be asked for it: `+` fills a whole level, `#` only the last. */
export function isTopicFilter(filter: string): boolean {
  if (filter === "" || filter.includes("\0") || new TextEncoder().encode(filter).length > topicBytesMax) {
    return false;
  }
  const levels = filter.split("/");
  return levels.every(
    (level, index) =>
      level === "+" || (level === "#" && index === levels.length - 1) || !(level.includes("+") || level.includes("#")),
  );
}
