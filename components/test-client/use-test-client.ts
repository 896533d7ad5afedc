"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { cutBody, MessageLog } from "./message-log";
import { type Link, type LinkEnd, type LinkOptions, openLink, type Publication } from "./mqtt-link";

export type Connection =
  | { kind: "closed"; end?: LinkEnd }
  | { kind: "connecting" }
  | { kind: "open"; clientId: string; version: 4 | 5 };

export interface Subscription {
  filter: string;
  qos: number;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const toLogged = ({ topic, payload, qos, isRetained, userProperties }: Publication) => ({
  topic,
  body: cutBody(payload),
  payloadBytes: payload.length,
  qos,
  isRetained,
  userProperties,
});

/** The page's connection, its subscriptions and its log; ends with the page. */
export function useTestClient() {
  const [connection, setConnection] = useState<Connection>({ kind: "closed" });
  const [subscriptions, setSubscriptions] = useState<readonly Subscription[]>([]);
  const [log] = useState(() => new MessageLog());
  const link = useRef<Link>(undefined);
  const pending = useRef(new Map<number, number>());
  const tries = useRef(0);
  useEffect(
    () => () => {
      tries.current++;
      link.current?.close();
      log.close();
    },
    [log],
  );

  function handleEnd(end: LinkEnd) {
    link.current = undefined;
    for (const id of pending.current.keys()) {
      log.settle(id, { kind: "failed", reason: "" });
    }
    pending.current.clear();
    setSubscriptions([]);
    setConnection({ kind: "closed", end });
  }

  async function connect(options: LinkOptions) {
    const current = ++tries.current;
    const isCurrent = () => tries.current === current;
    setConnection({ kind: "connecting" });
    const opened = await openLink(options, {
      onOpen: () =>
        isCurrent() && setConnection({ kind: "open", clientId: options.clientId, version: options.version }),
      onMessage: (message) =>
        log.add({ kind: "received", atMs: Date.now(), isDuplicate: message.isDuplicate, ...toLogged(message) }),
      onEnd: (end) => isCurrent() && handleEnd(end),
    }).catch(() => undefined);
    if (opened === undefined) {
      setConnection({ kind: "closed", end: { kind: "unreachable" } });
    } else if (isCurrent()) {
      link.current = opened;
    } else {
      opened.close();
    }
  }

  function disconnect() {
    if (link.current === undefined) {
      tries.current++;
      setConnection({ kind: "closed" });
    } else {
      link.current.close();
    }
  }

  async function publish(message: Publication) {
    const current = link.current;
    if (current === undefined) {
      return;
    }
    const beganMs = performance.now();
    const id = log.add({ kind: "sent", atMs: Date.now(), state: { kind: "pending" }, ...toLogged(message) });
    pending.current.set(id, beganMs);
    const settle = (state: Parameters<MessageLog["settle"]>[1]) => {
      if (pending.current.delete(id)) {
        log.settle(id, state);
      }
    };
    await current.publish(message).then(
      () => settle({ kind: "done", tookMs: performance.now() - beganMs }),
      (error: unknown) => settle({ kind: "failed", reason: reasonOf(error) }),
    );
  }

  /** Resolves to what went wrong, if anything. */
  async function subscribe(filter: string, qos: 0 | 1 | 2): Promise<string | undefined> {
    try {
      const granted = await link.current?.subscribe(filter, qos);
      if (granted !== undefined) {
        setSubscriptions((all) => [...all.filter((one) => one.filter !== filter), { filter, qos: granted }]);
      }
      return undefined;
    } catch (error) {
      return reasonOf(error);
    }
  }

  async function unsubscribe(filter: string) {
    await link.current?.unsubscribe(filter).catch(() => undefined);
    setSubscriptions((all) => all.filter((one) => one.filter !== filter));
  }

  return {
    connection,
    subscriptions,
    log,
    logView: useSyncExternalStore(log.subscribe, log.view, log.view),
    connect,
    disconnect,
    subscribe,
    unsubscribe,
    publish,
  };
}

export type TestClientState = ReturnType<typeof useTestClient>;
