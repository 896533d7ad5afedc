import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { Instance, Topic } from "@/lib/instances/schemas";
import { limits } from "@/lib/limits";
import { isRegionId, type RegionId } from "@/lib/regions";
import type { RocketmqInstance } from "@/lib/rocketmq/schemas";
import type { Rule } from "@/lib/rules/schemas";
import { preferenceCookies } from "@/lib/view/preferences";
import { getConsole } from "@/server/console";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { getInstance } from "@/server/services/instances/get";
import { listRocketmqInstances } from "@/server/services/rocketmq-instances/list";
import { getRule } from "@/server/services/rules/get";
import { getTopic } from "@/server/services/topics/get";

/** What pages call services with. */
export function pageContext(): ServiceContext {
  return getConsole().context;
}

/** A thing that is not there is the segment's not-found page; anything else is its error page. */
export function orNotFound<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError && error.status === 404) {
      notFound();
    }
    throw error;
  }
}

export function requireRegion(region: string): RegionId {
  if (!isRegionId(region)) {
    notFound();
  }
  return region;
}

/** One read a request, for layout and page alike. An instance of another region is not found here. */
export const requireInstance = cache((region: string, instanceId: string): Instance => {
  const instance = orNotFound(() => getInstance(pageContext(), instanceId));
  if (instance.regionId !== region) {
    notFound();
  }
  return instance;
});

/** A rule of another instance is not found here. */
export const requireRule = cache((region: string, instanceId: string, ruleId: string): Rule => {
  const instance = requireInstance(region, instanceId);
  const rule = orNotFound(() => getRule(pageContext(), ruleId));
  return rule.instanceId === instance.instanceId ? rule : notFound();
});

export const requireTopic = cache((region: string, instanceId: string, name: string): Topic => {
  const instance = requireInstance(region, instanceId);
  return orNotFound(() => getTopic(pageContext(), instance.instanceId, name));
});

// The list reads the database alone; getting one may ask the cluster, and a page must not wait for a cluster that is away.
export const requireRocketmqInstance = cache((regionId: RegionId, instanceId: string): RocketmqInstance => {
  const { items } = listRocketmqInstances(pageContext(), {
    regionId,
    q: instanceId,
    sort: "name",
    page: 1,
    pageSize: limits.pageSizeMax,
  });
  return items.find((item) => item.instanceId === instanceId) ?? notFound();
});

/** The page size last chosen in this browser. */
export async function rememberedPageSize(): Promise<number> {
  const size = Number((await cookies()).get(preferenceCookies.pageSize)?.value);
  return Number.isInteger(size) && size >= 1 && size <= limits.pageSizeMax ? size : limits.pageSizeDefault;
}
