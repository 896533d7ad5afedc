export interface SseEvent {
  event: string;
  data: string;
  id: string | undefined;
}

export interface SseParser {
  /** Takes any cut of the text and returns the events completed by it. */
  push: (chunk: string) => SseEvent[];
  /** The server's last `retry:` field. */
  retryMs: () => number | undefined;
}

/** Largest unfinished event kept; a server that never ends a line must not fill the tab's memory. */
const bufferCharsMax = 4 * 1024 * 1024;

/** Incremental parser of text/event-stream. EventSource cannot send Last-Event-ID on a fresh connection nor tell a 429 from a dead server. */
export function createSseParser(): SseParser {
  let rest = "";
  let data: string[] = [];
  let event = "";
  let id: string | undefined;
  let retryMs: number | undefined;

  const takeLine = (line: string): SseEvent | undefined => {
    if (line === "") {
      const complete = data.length > 0 ? { event: event || "message", data: data.join("\n"), id } : undefined;
      data = [];
      event = "";
      return complete;
    }
    const colon = line.indexOf(":");
    if (colon === 0) {
      return undefined;
    }
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") {
      data.push(value);
    } else if (field === "event") {
      event = value;
    } else if (field === "id" && !value.includes("\0")) {
      id = value;
    } else if (field === "retry" && /^\d+$/.test(value)) {
      retryMs = Number(value);
    }
    return undefined;
  };

  return {
    push(chunk) {
      rest += chunk;
      if (rest.length > bufferCharsMax) {
        throw new Error("The event stream sent a line that is too long.");
      }
      const events: SseEvent[] = [];
      // A trailing CR may be the first half of CRLF: leave it for the next chunk.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const complete = takeLine(line);
        if (complete !== undefined) {
          events.push(complete);
        }
      }
      return events;
    },
    retryMs: () => retryMs,
  };
}
