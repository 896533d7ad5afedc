import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { FormProvider, useForm } from "react-hook-form";
import { expect, it } from "vitest";
import { rocketmqInstancesQuery } from "@/components/rules/rule-queries";
import type { RuleForm } from "@/components/rules/wizard/rule-form";
import { VersionConflict } from "@/components/rules/wizard/version-conflict";
import { zhCnMessages } from "@/lib/i18n/messages/zh-cn";

// What the comparison does not look at is left out.
const mine = {
  description: "",
  status: "enabled",
  source: { topic: "devices" },
  destination: { rocketmqInstanceId: "rmq-1", topic: "orders" },
} as RuleForm;
const theirs = {
  ...mine,
  status: "disabled",
  destination: { ...mine.destination, rocketmqInstanceId: "rmq-2" },
} as RuleForm;

function Conflict() {
  const form = useForm<RuleForm>({ defaultValues: mine });
  return (
    <FormProvider {...form}>
      <VersionConflict theirs={theirs} onKeepMine={() => undefined} onTakeTheirs={() => undefined} />
    </FormProvider>
  );
}

it("a change by someone else is shown in words: what is enabled, and instances by their names", () => {
  const client = new QueryClient();
  const items = [
    { instanceId: "rmq-1", name: "Orders" },
    { instanceId: "rmq-2", name: "Archive" },
  ];
  client.setQueryData(rocketmqInstancesQuery().queryKey, { items } as never);
  const html = renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <NextIntlClientProvider locale="zh-CN" messages={zhCnMessages} timeZone="UTC">
        <Conflict />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
  const cells = [...html.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map((match) => match[1]);
  const { enabled, disabled } = zhCnMessages.rules.list;
  expect(cells).toEqual([enabled, disabled, "Orders", "Archive"]);
});
