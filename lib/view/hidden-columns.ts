/** Columns that a reader hid, by list. */
export type HiddenColumns = Readonly<Record<string, readonly string[]>>;

const name = /^[A-Za-z]{1,32}$/;
const cookieLengthMax = 1_000;

/** `topics.created.inbound~groups.rule`; whatever is not of this form is left out. */
export function parseHiddenColumns(text: string | undefined): HiddenColumns {
  if (text === undefined || text.length > cookieLengthMax) {
    return {};
  }
  const lists = text.split("~").map((list) => list.split(".").filter((part) => name.test(part)));
  return Object.fromEntries(lists.flatMap(([list, ...columns]) => (list === undefined ? [] : [[list, columns]])));
}

export function formatHiddenColumns(hidden: HiddenColumns): string {
  return Object.entries(hidden)
    .filter(([, columns]) => columns.length > 0)
    .map(([list, columns]) => [list, ...columns].join("."))
    .join("~");
}
