"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Field } from "@/components/ui/field";
import { InlineMessage } from "@/components/ui/inline-message";
import { Input } from "@/components/ui/input";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Skeleton } from "@/components/ui/skeleton";
import type { RocketmqInstance } from "@/lib/rocketmq/schemas";
import type { Rule } from "@/lib/rules/schemas";
import { rocketmqInstancesQuery } from "../rule-queries";
import { useApiErrorText } from "../use-api-error-text";
import { consumeSamples } from "./consume-samples";

function Samples({ instance, topic }: { instance: RocketmqInstance; topic: string }) {
  const t = useTranslations("rules.consume");
  const [group, setGroup] = useState("GID_sluice_consumer");
  const samples = consumeSamples({
    endpoint: instance.endpoint,
    namespace: instance.namespace,
    hasKeys: instance.accessKey !== undefined,
    topic,
    group,
  });
  const address =
    instance.endpoint.protocol === "remoting" ? instance.endpoint.nameServers.join(";") : instance.endpoint.endpoints;
  return (
    <div className="flex flex-col gap-4">
      <KeyValueList
        columns={2}
        items={[
          { id: "endpoint", label: t("endpoint"), value: <span className="font-mono">{address}</span> },
          { id: "topic", label: t("topic"), value: <span className="font-mono">{topic}</span> },
        ]}
      />
      <Field
        label={t("group")}
        help={t(instance.endpoint.protocol === "grpc" ? "groupHelpGrpc" : "groupHelp")}
        className="max-w-120"
      >
        <Input isMono value={group} onChange={(event) => setGroup(event.target.value)} autoComplete="off" />
      </Field>
      <CodeBlock
        label={t("label")}
        samples={(["java", "node", "go"] as const).map((id) => ({ id, label: t(id), code: samples[id] }))}
      />
    </div>
  );
}

/** Programs for the other end of the rule. */
export function ConsumeView({ rule }: { rule: Rule }) {
  const t = useTranslations("rules.consume");
  const tCommon = useTranslations("common");
  const errorText = useApiErrorText();
  const instances = useQuery(rocketmqInstancesQuery());
  const instance = instances.data?.items.find((one) => one.instanceId === rule.destination.rocketmqInstanceId);
  return (
    <>
      <p className="mb-4 max-w-200 text-fg-secondary">{t("intro")}</p>
      {instances.isPending ? (
        <Skeleton className="h-60 w-full" />
      ) : instance === undefined ? (
        <InlineMessage
          tone="error"
          title={t("failed")}
          action={
            <Button size="s" onClick={() => instances.refetch()}>
              {tCommon("retry")}
            </Button>
          }
        >
          {instances.isError ? errorText(instances.error) : null}
        </InlineMessage>
      ) : (
        <Samples instance={instance} topic={rule.destination.topic ?? ""} />
      )}
    </>
  );
}
