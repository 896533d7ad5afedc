import { ConsoleMessage, protocolVersion, type RuntimeMessage, type RuntimeRequest } from "@/server/protocol/messages";

const parentCheckMs = 1_000;

/** The parent's end of process IPC, or any other ordered channel of JSON values. */
export interface ConsoleChannel {
  send(value: RuntimeMessage): void;
  onMessage(listener: (value: unknown) => void): void;
  onGone(listener: () => void): void;
}

/** Undefined when nobody started this process with a channel: it then runs alone. */
export function parentChannel(): ConsoleChannel | undefined {
  if (process.send === undefined) {
    return undefined;
  }
  return {
    send(value) {
      if (process.connected) {
        // The callback takes the error of a channel that closes meanwhile.
        process.send?.(value, undefined, undefined, () => undefined);
      }
    },
    onMessage: (listener) => void process.on("message", listener),
    onGone(listener) {
      process.on("disconnect", listener);
      // The parent may have ended before anybody listened.
      setInterval(() => {
        if (!process.connected) {
          listener();
        }
      }, parentCheckMs).unref();
    },
  };
}

export interface ProtocolHandlers {
  request(request: RuntimeRequest): Promise<unknown>;
  announce(): void;
  stop(): void;
  onError(error: unknown): void;
}

/** Answers the console; drops what it does not know. */
export function serveConsole(channel: ConsoleChannel, version: string, handlers: ProtocolHandlers): void {
  channel.onMessage((value) => {
    const parsed = ConsoleMessage.safeParse(value);
    if (!parsed.success) {
      return;
    }
    switch (parsed.data.type) {
      case "announce":
        handlers.announce();
        return;
      case "stop":
        handlers.stop();
        return;
      case "request":
        void answer(channel, parsed.data.id, parsed.data.request, handlers);
    }
  });
  channel.onGone(() => handlers.stop());
  channel.send({ type: "ready", protocolVersion, pid: process.pid, version });
}

async function answer(
  channel: ConsoleChannel,
  id: number,
  request: RuntimeRequest,
  handlers: ProtocolHandlers,
): Promise<void> {
  try {
    channel.send({ type: "response", id, ok: true, result: await handlers.request(request) });
  } catch (error) {
    handlers.onError(error);
    const message = `The runtime could not do ${request.method}.`;
    channel.send({ type: "response", id, ok: false, error: { code: "INTERNAL", message } });
  }
}
