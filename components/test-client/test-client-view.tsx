"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { InlineMessage } from "@/components/ui/inline-message";
import { Spinner } from "@/components/ui/spinner";
import { ConnectionCard } from "./connection-card";
import { LogCard } from "./log-card";
import { PublishCard } from "./publish-card";
import { SubscribeCard } from "./subscribe-card";
import { useTestClient } from "./use-test-client";

export interface TestClientViewProps {
  endpoints: readonly [string, ...string[]];
  clientId: string;
  topic: string;
}

/**
 * Only the document that was loaded from this page's own address may open its WebSockets: the policy comes with a document, and following a link
 * inside the console loads none. So it is loaded once more where needed.
 */
function useOwnDocument(): boolean {
  const [isOwn, setIsOwn] = useState(false);
  useEffect(() => {
    const [entry] = performance.getEntriesByType("navigation");
    if (entry === undefined || new URL(entry.name).pathname === window.location.pathname) {
      setIsOwn(true);
    } else {
      window.location.reload();
    }
  }, []);
  return isOwn;
}

function Client({ endpoints, clientId, topic }: TestClientViewProps) {
  const t = useTranslations("testClient");
  const client = useTestClient();
  const isOpen = client.connection.kind === "open";
  const version = client.connection.kind === "open" ? client.connection.version : 5;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(24rem,2fr)_3fr]">
      <div className="space-y-4">
        <ConnectionCard endpoints={endpoints} clientId={clientId} connection={client.connection} client={client} />
        <SubscribeCard topic={topic} isOpen={isOpen} client={client} />
        <PublishCard topic={topic} isOpen={isOpen} version={version} publish={client.publish} />
      </div>
      <div className="space-y-4">
        <InlineMessage>{t("real")}</InlineMessage>
        <LogCard log={client.log} view={client.logView} />
      </div>
    </div>
  );
}

export function TestClientView(props: TestClientViewProps) {
  const isOwn = useOwnDocument();
  const t = useTranslations("common");
  return isOwn ? (
    <Client {...props} />
  ) : (
    <p role="status" className="flex items-center gap-2 py-8 text-fg-secondary">
      <Spinner /> {t("loading")}
    </p>
  );
}
