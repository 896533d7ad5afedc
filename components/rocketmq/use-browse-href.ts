"use client";

import { useQuery } from "@tanstack/react-query";
import { rocketmqInstancesQuery } from "@/components/rules/rule-queries";
import { isBrowsable } from "@/lib/rocketmq/is-browsable";
import { paths } from "@/lib/view/paths";

/** The message browser at a topic; undefined where nothing can be read, since the instance names no name server. */
export function useBrowseHref(regionId: string): (instanceId: string, topic: string) => string | undefined {
  const { data } = useQuery(rocketmqInstancesQuery());
  return (instanceId, topic) => {
    const instance = data?.items.find((item) => item.instanceId === instanceId);
    const isPossible = instance === undefined || isBrowsable(instance.endpoint);
    return isPossible ? paths.browse(regionId, instanceId, topic) : undefined;
  };
}
