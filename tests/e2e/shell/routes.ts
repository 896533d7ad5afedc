import type { ConsoleApp } from "@/tests/helpers/console-app";
import { pathOf, type Seed } from "../fixtures/seed";

/** Every page of the console, filled; a new page is added here. */
export function filledRoutes(seed: Seed & { ruleId: string }): string[] {
  return [
    `/${seed.regionId}/overview`,
    `/${seed.regionId}/instances`,
    `/${seed.regionId}/rocketmq-instances`,
    `/${seed.regionId}/alerts`,
    `/${seed.regionId}/rocketmq-instances/${seed.rocketmqInstanceId}`,
    pathOf(seed),
    pathOf(seed, "/topics"),
    pathOf(seed, `/topics/${seed.topic}`),
    pathOf(seed, "/groups"),
    pathOf(seed, "/monitoring"),
    pathOf(seed, "/tracing"),
    pathOf(seed, "/tracing?tab=devices"),
    pathOf(seed, "/rules"),
    pathOf(seed, "/rules/create"),
    pathOf(seed, `/rules/${seed.ruleId}`),
    pathOf(seed, `/rules/${seed.ruleId}/edit`),
    pathOf(seed, "/test-client"),
  ];
}

/** Lists in which there is nothing yet, and lists in which nothing matches. */
export async function emptyRoutes(product: ConsoleApp, name: string): Promise<string[]> {
  const regionId = "me-east-1";
  const connection = { url: `mqtt://127.0.0.1:${product.ports.mqtt}` };
  const bare = { name, regionId, kernelVersion: "V3.3.0", connection };
  const { instanceId } = await product.api.call<{ instanceId: string }>("POST", "/instances", bare);
  const instance = { regionId, instanceId };
  return [
    `/${regionId}/rocketmq-instances`,
    `/${regionId}/alerts`,
    `/${regionId}/instances?q=nothing-is-named-so`,
    pathOf(instance, "/topics"),
    pathOf(instance, "/groups"),
    pathOf(instance, "/rules"),
    pathOf(instance, "/test-client"),
  ];
}

/** Pages that say what is not there. */
export function missingRoutes(seed: Seed): string[] {
  return [
    "/mars-central-1/instances",
    `/${seed.regionId}/instances/mqtt-nowhere`,
    pathOf(seed, "/topics/never-made"),
    pathOf(seed, "/rules/never-made"),
    pathOf(seed, "/rules/never-made/edit"),
    `/${seed.regionId}/rocketmq-instances/never-made`,
  ];
}
