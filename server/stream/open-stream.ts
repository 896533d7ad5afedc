import { AppError } from "@/server/errors";
import { type HubEvent, narrow } from "./stream-events";
import type { StreamHub } from "./stream-hub";

export interface StreamOptions {
  hub: StreamHub;
  /** Undefined: every instance. */
  instanceIds: ReadonlySet<string> | undefined;
  lastEventId: string | undefined;
  signal: AbortSignal;
  heartbeatMs?: number;
  lifetimeMs?: number;
  streamsMax?: number;
}

const defaults = { heartbeatMs: 15_000, lifetimeMs: 10 * 60_000, streamsMax: 64 };
const retryMs = 2_000;
/** Events waiting for a reader that is slower than one a second. */
const queueMax = 64;

/** Server-sent events of one browser. Everything it holds is given back by abort, cancel or the end of its life, whichever comes first. */
export function openStream(options: StreamOptions): ReadableStream<Uint8Array> {
  const { hub, signal } = options;
  const { heartbeatMs, lifetimeMs, streamsMax } = { ...defaults, ...options };
  if (hub.listenerCount >= streamsMax) {
    throw new AppError("TOO_MANY_STREAMS", `There are ${streamsMax} open streams already. Close a tab and try again.`, {
      retryAfterSeconds: 10,
    });
  }
  const writer = new StreamWriter(options);
  const stop: (() => void)[] = [];
  const release = () => {
    for (const undo of stop.splice(0)) {
      undo();
    }
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const end = () => {
          release();
          writer.close();
        };
        writer.attach(controller);
        stop.push(hub.subscribe((event) => writer.event(event)));
        const heartbeat = setInterval(() => writer.comment("heartbeat"), heartbeatMs);
        const lifetime = setTimeout(end, lifetimeMs);
        signal.addEventListener("abort", end, { once: true });
        stop.push(
          () => clearInterval(heartbeat),
          () => clearTimeout(lifetime),
          () => signal.removeEventListener("abort", end),
        );
        writer.begin();
        if (signal.aborted) {
          end();
        }
      },
      pull() {
        writer.flush();
      },
      cancel() {
        release();
        writer.abandon();
      },
    },
    { highWaterMark: 4 },
  );
}

/** Writes while the reader keeps up; else holds a bounded queue that drops the oldest metrics and never a status. */
class StreamWriter {
  readonly #options: StreamOptions;
  readonly #encoder = new TextEncoder();
  #queue: { isDroppable: boolean; text: string }[] = [];
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  attach(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = controller;
  }

  /** What the reader missed, in one piece, or the word that it is gone and history must be read again. */
  begin(): void {
    const { hub, lastEventId } = this.#options;
    const missed = lastEventId === undefined ? undefined : hub.since(lastEventId);
    const reset = lastEventId !== undefined && missed === undefined ? "event: reset\ndata: {}\n\n" : "";
    const latest = hub.latest();
    const events = missed ?? (latest === undefined ? [] : [latest]);
    this.#push(false, `retry: ${retryMs}\n\n${reset}${events.map((event) => this.#toText(event)).join("")}`);
  }

  event(event: HubEvent): void {
    const text = this.#toText(event);
    if (text !== "") {
      this.#push(event.kind === "metrics", text);
    }
  }

  comment(text: string): void {
    this.#push(true, `: ${text}\n\n`);
  }

  flush(): void {
    while (this.#queue.length > 0 && (this.#controller?.desiredSize ?? 0) > 0) {
      this.#controller?.enqueue(this.#encoder.encode(this.#queue.shift()?.text ?? ""));
    }
  }

  close(): void {
    const controller = this.#controller;
    this.abandon();
    controller?.close();
  }

  abandon(): void {
    this.#controller = undefined;
    this.#queue = [];
  }

  #toText(event: HubEvent): string {
    const data = narrow(event, this.#options.instanceIds);
    const id = this.#options.hub.idOf(event);
    return data === undefined ? "" : `id: ${id}\nevent: ${event.kind}\ndata: ${JSON.stringify(data)}\n\n`;
  }

  #push(isDroppable: boolean, text: string): void {
    if (this.#controller === undefined) {
      return;
    }
    this.#queue.push({ isDroppable, text });
    this.flush();
    if (this.#queue.length > queueMax) {
      const oldest = this.#queue.findIndex((entry) => entry.isDroppable);
      if (oldest === -1) {
        // Statuses alone fill the queue: the reader is gone in all but name. It comes back and resumes.
        this.close();
        return;
      }
      this.#queue.splice(oldest, 1);
    }
  }
}
