"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { SecretInput } from "@/components/forms/secret-input";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, FieldGroup } from "@/components/ui/field";
import { InlineMessage } from "@/components/ui/inline-message";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { StatusDot } from "@/components/ui/status-dot";
import type { LinkEnd, LinkOptions } from "./mqtt-link";
import type { Connection, TestClientState } from "./use-test-client";

const tones = { closed: "off", connecting: "busy", open: "ok" } as const;

function EndMessage({ end }: { end: LinkEnd }) {
  const t = useTranslations("testClient.end");
  if (end.kind === "closedByUser") {
    return null;
  }
  return (
    <InlineMessage tone="error" title={t(`${end.kind}.title`)}>
      {end.kind === "refused" ? <p className="font-mono">{end.reason}</p> : null}
      {t(`${end.kind}.hint`)}
    </InlineMessage>
  );
}

function ConnectionFields({
  values,
  endpoints,
  isLocked,
  onChange,
}: {
  values: LinkOptions;
  endpoints: readonly string[];
  isLocked: boolean;
  onChange: (part: Partial<LinkOptions>) => void;
}) {
  const t = useTranslations("testClient.connection");
  const typed = (name: "clientId" | "username" | "password") => ({
    value: values[name],
    disabled: isLocked,
    onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }),
  });
  return (
    <>
      <Field label={t("endpoint")} isButton className="sm:col-span-2">
        <Select
          className="font-mono"
          options={endpoints.map((value) => ({ value, label: value }))}
          value={values.url}
          onValueChange={(url) => onChange({ url })}
          isDisabled={isLocked}
        />
      </Field>
      <Field label={t("clientId")} isRequired help={t("clientIdHelp")} className="sm:col-span-2">
        <Input isMono required maxLength={256} spellCheck={false} autoComplete="off" {...typed("clientId")} />
      </Field>
      <Field label={t("username")}>
        <Input autoComplete="off" spellCheck={false} {...typed("username")} />
      </Field>
      <Field label={t("password")} help={t("passwordHelp")}>
        <SecretInput isStored={false} storedHint="" {...typed("password")} />
      </Field>
      <FieldGroup label={t("version")} className="sm:col-span-2">
        <Segmented
          label={t("version")}
          options={[
            { value: "5", label: "MQTT 5" },
            { value: "4", label: "MQTT 3.1.1" },
          ]}
          value={String(values.version)}
          onValueChange={(version) => onChange(isLocked ? {} : { version: version === "4" ? 4 : 5 })}
        />
      </FieldGroup>
    </>
  );
}

export interface ConnectionCardProps {
  endpoints: readonly [string, ...string[]];
  /** Made on the server, so that both sides draw the same. */
  clientId: string;
  connection: Connection;
  client: Pick<TestClientState, "connect" | "disconnect">;
}

export function ConnectionCard({ endpoints, clientId, connection, client }: ConnectionCardProps) {
  const t = useTranslations("testClient.connection");
  const [values, setValues] = useState<LinkOptions>({
    url: endpoints[0],
    clientId,
    username: "",
    password: "",
    version: 5,
  });
  const isLocked = connection.kind !== "closed";
  function handleSubmit(event: FormEvent) {
    event.preventDefault();
    if (!isLocked && values.clientId.trim() !== "") {
      void client.connect({ ...values, clientId: values.clientId.trim() });
    }
  }
  return (
    <Card
      title={t("title")}
      actions={
        <span role="status">
          <StatusDot tone={tones[connection.kind]}>{t(`state.${connection.kind}`)}</StatusDot>
        </span>
      }
    >
      <form onSubmit={handleSubmit} className="grid gap-4 sm:grid-cols-2">
        <ConnectionFields
          values={values}
          endpoints={endpoints}
          isLocked={isLocked}
          onChange={(part) => setValues({ ...values, ...part })}
        />
        <div className="space-y-3 sm:col-span-2">
          {connection.kind === "closed" && connection.end !== undefined ? <EndMessage end={connection.end} /> : null}
          {/* Two elements, by their keys: one that became the submit button under the click would connect again at once. */}
          {isLocked ? (
            <Button key="end" onClick={client.disconnect}>
              {t(connection.kind === "open" ? "disconnect" : "cancel")}
            </Button>
          ) : (
            <Button key="connect" type="submit" variant="primary">
              {t("connect")}
            </Button>
          )}
        </div>
      </form>
    </Card>
  );
}
