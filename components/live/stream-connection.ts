import { failuresBeforePolling, retryDelayMs } from "./backoff";
import type { LiveState } from "./live-state";
import { createSseParser, type SseEvent } from "./sse-parser";

/** The server sends a heartbeat each 15 s: silence for longer than two of them means a dead connection. */
const silenceMaxMs = 35_000;

export interface StreamConnectionOptions {
  url: string;
  lastEventId?: string | undefined;
  onEvent: (event: SseEvent) => void;
  onState: (state: LiveState) => void;
  fetch?: typeof fetch;
  random?: () => number;
  now?: () => number;
}

export interface StreamConnection {
  close: () => void;
  lastEventId: () => string | undefined;
}

/** Keeps one event stream open until closed: reconnects with back-off and Last-Event-ID, reports what it is doing. */
export function openStreamConnection(options: StreamConnectionOptions): StreamConnection {
  const { fetch: fetchStream = globalThis.fetch, random = Math.random, now = Date.now } = options;
  let lastEventId = options.lastEventId;
  let failures = 0;
  let isClosed = false;
  let controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const handle = (event: SseEvent): void => {
    if (event.event === "reset") {
      lastEventId = undefined;
    } else if (event.id !== undefined) {
      lastEventId = event.id;
    }
    options.onEvent(event);
  };

  const scheduleRetry = (serverRetryMs: number | undefined): void => {
    const delayMs = retryDelayMs(failures, random, serverRetryMs);
    const retryAtMs = now() + delayMs;
    const isPolling = failures >= failuresBeforePolling;
    options.onState({ kind: isPolling ? "polling" : "reconnecting", retryAtMs });
    timer = setTimeout(connect, delayMs);
  };

  const connect = (): void => {
    controller = new AbortController();
    // While polling stands in, a try in the background must not flap the state shown.
    if (failures < failuresBeforePolling) {
      options.onState({ kind: "connecting" });
    }
    const headers: Record<string, string> = { accept: "text/event-stream" };
    if (lastEventId !== undefined) {
      headers["last-event-id"] = lastEventId;
    }
    readStream(
      fetchStream,
      options.url,
      headers,
      controller,
      (event) => {
        if (!isClosed) {
          handle(event);
        }
      },
      () => {
        failures = 0;
        options.onState({ kind: "live" });
      },
    ).then(
      (ending) => {
        if (!isClosed) {
          failures = ending.hadOpened ? 1 : failures + 1;
          scheduleRetry(ending.retryMs);
        }
      },
      () => undefined,
    );
  };

  connect();
  return {
    close() {
      isClosed = true;
      clearTimeout(timer);
      controller.abort();
    },
    lastEventId: () => lastEventId,
  };
}

interface StreamEnding {
  hadOpened: boolean;
  retryMs: number | undefined;
}

async function readStream(
  fetchStream: typeof fetch,
  url: string,
  headers: Record<string, string>,
  controller: AbortController,
  onEvent: (event: SseEvent) => void,
  onOpen: () => void,
): Promise<StreamEnding> {
  let hadOpened = false;
  let retryMs: number | undefined;
  const parser = createSseParser();
  let watchdog = setTimeout(() => controller.abort(), silenceMaxMs);
  try {
    const response = await fetchStream(url, { headers, cache: "no-store", signal: controller.signal });
    const retryAfterSeconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    retryMs = Number.isFinite(retryAfterSeconds) ? retryAfterSeconds * 1_000 : undefined;
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
    if (!response.ok || response.body === null || !isStream) {
      await response.body?.cancel();
      return { hadOpened, retryMs };
    }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      // Open means that bytes come: a proxy that accepts and then says nothing is a failure.
      if (!hadOpened) {
        hadOpened = true;
        onOpen();
      }
      clearTimeout(watchdog);
      watchdog = setTimeout(() => controller.abort(), silenceMaxMs);
      for (const event of parser.push(value)) {
        onEvent(event);
      }
    }
  } catch {
    // Any broken connection is the same to the reader: it is opened again.
  } finally {
    clearTimeout(watchdog);
    controller.abort();
  }
  return { hadOpened, retryMs: parser.retryMs() ?? retryMs };
}
