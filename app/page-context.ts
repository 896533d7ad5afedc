import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { Instance } from "@/lib/instances/schemas";
import { limits } from "@/lib/limits";
import { isRegionId, type RegionId } from "@/lib/regions";
import { preferenceCookies } from "@/lib/view/preferences";
import { getConsole } from "@/server/console";
import type { ServiceContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { getInstance } from "@/server/services/instances/get";

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

/** The page size last chosen in this browser. */
export async function rememberedPageSize(): Promise<number> {
  const size = Number((await cookies()).get(preferenceCookies.pageSize)?.value);
  return Number.isInteger(size) && size >= 1 && size <= limits.pageSizeMax ? size : limits.pageSizeDefault;
}
