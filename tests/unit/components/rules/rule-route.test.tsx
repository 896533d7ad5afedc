import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { rocketmqInstancesQuery } from "@/components/rules/rule-queries";
import { RuleRoute } from "@/components/rules/rule-route";
import { enMessages } from "@/lib/i18n/messages/en";
import type { RocketmqEndpoint } from "@/lib/rocketmq/schemas";
import type { Rule } from "@/lib/rules/schemas";

// What the route does not look at is left out.
const rule = {
  instanceId: "mqtt-1",
  source: { topic: "devices" },
  destination: { service: "rocketmq", rocketmqInstanceId: "rmq-1", topic: "orders" },
} as Rule;

/** Where the route leads, with what is known of its RocketMQ instance. */
function hrefs(endpoint?: RocketmqEndpoint): string[] {
  const client = new QueryClient();
  if (endpoint !== undefined) {
    const items = [{ instanceId: "rmq-1", endpoint }];
    client.setQueryData(rocketmqInstancesQuery().queryKey, { items } as never);
  }
  const html = renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <NextIntlClientProvider locale="en" messages={enMessages} timeZone="UTC">
        <RuleRoute rule={rule} regionId="cn-hangzhou" />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
  return [...html.matchAll(/href="([^"]+)"/g)].map((match) => (match[1] ?? "").replaceAll("&amp;", "&"));
}

const topicHref = "/cn-hangzhou/instances/mqtt-1/topics/devices";
const instanceHref = "/cn-hangzhou/rocketmq-instances/rmq-1";

it("a rule's destination leads to the messages of its topic", () => {
  expect(hrefs()).toEqual([topicHref, `${instanceHref}?tab=messages&topic=orders`]);
  expect(hrefs({ protocol: "remoting", nameServers: ["127.0.0.1:9876"] })[1]).toContain("topic=orders");
});

it("where no name server tells of messages, the destination leads to the instance alone", () => {
  expect(hrefs({ protocol: "grpc", endpoints: "127.0.0.1:8081", ordering: "ordered" })).toEqual([
    topicHref,
    instanceHref,
  ]);
});
