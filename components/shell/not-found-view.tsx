"use client";

import { useParams, usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { defaultRegionId, isRegionId } from "@/lib/regions";

const namedParams = ["topic", "groupId", "ruleId", "rocketmqInstanceId", "instanceId", "region"] as const;

function useMissing(): { kind: (typeof namedParams)[number] | "page"; name: string; regionId: string } {
  const params = useParams();
  const pathname = usePathname();
  const region = typeof params["region"] === "string" ? params["region"] : "";
  const regionId = isRegionId(region) ? region : defaultRegionId;
  if (region !== "" && !isRegionId(region)) {
    return { kind: "region", name: region, regionId };
  }
  for (const kind of namedParams) {
    const value = params[kind];
    if (kind !== "region" && typeof value === "string") {
      return { kind, name: decodeURIComponent(value), regionId };
    }
  }
  return { kind: "page", name: pathname, regionId };
}

/** Names what is missing; it may have been deleted a moment ago elsewhere. */
export function NotFoundView() {
  const t = useTranslations("shell");
  const missing = useMissing();
  return (
    <>
      <title>{`${t("notFound.title")} · ${t("productName")}`}</title>
      <PageHeader title={t("notFound.title")} />
      <EmptyState
        kind="noMatch"
        title={t(`notFound.${missing.kind}`, { name: missing.name })}
        description={t("notFound.hint")}
        action={
          <ButtonLink variant="primary" href={`/${missing.regionId}/instances`}>
            {t("backToInstances")}
          </ButtonLink>
        }
      />
    </>
  );
}
