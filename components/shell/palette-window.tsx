"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { findInstancesQuery } from "@/components/instances/instance-queries";
import { useDebounced } from "@/components/rules/use-debounced";
import { backdropClassName } from "@/components/ui/overlay-styles";
import { regions } from "@/lib/regions";
import { instancePages } from "./instance-nav";
import type { PaletteProps } from "./palette";

interface Target {
  id: string;
  label: string;
  hint: string;
  href: string;
  isDocument?: boolean;
}

/** The instance whose page is open. */
function usePresentInstance(): { regionId: string; instanceId: string } | undefined {
  const [, regionId, kind, instanceId] = usePathname().split("/");
  return kind === "instances" && regionId !== undefined && instanceId !== undefined
    ? { regionId, instanceId: decodeURIComponent(instanceId) }
    : undefined;
}

function useTargets(regionId: string, isOpen: boolean, search: string): Target[] {
  const t = useTranslations("shell");
  const locale = useLocale();
  const q = useDebounced(search.trim(), 300);
  const { data } = useQuery({ ...findInstancesQuery(q), enabled: isOpen });
  const present = usePresentInstance();
  const [presentRegion, presentId] = [present?.regionId, present?.instanceId];
  return useMemo(() => {
    const instances = (data?.items ?? []).map((item) => ({
      id: item.instanceId,
      label: item.name,
      hint: item.instanceId,
      href: `/${item.regionId}/instances/${encodeURIComponent(item.instanceId)}`,
    }));
    const here =
      presentRegion === undefined || presentId === undefined
        ? []
        : instancePages(presentRegion, presentId, t).map((page) => ({ ...page, hint: presentId }));
    return [
      ...here,
      { id: "overview", label: t("overview"), hint: t("page"), href: `/${regionId}/overview` },
      { id: "instances", label: t("instances"), hint: t("page"), href: `/${regionId}/instances` },
      { id: "rocketmq", label: t("rocketmqInstances"), hint: t("page"), href: `/${regionId}/rocketmq-instances` },
      { id: "alerts", label: t("alerts"), hint: t("page"), href: `/${regionId}/alerts` },
      { id: "api", label: t("apiReference"), hint: t("page"), href: "/api/docs" },
      ...instances,
      ...regions.map((region) => ({
        id: region.id,
        label: locale === "zh-CN" ? region.zh : region.en,
        hint: region.id,
        href: `/${region.id}/instances`,
      })),
    ];
  }, [data, locale, regionId, t, presentRegion, presentId]);
}

export function PaletteWindow({ regionId, isOpen, onOpenChange }: PaletteProps) {
  const t = useTranslations("shell");
  const router = useRouter();
  const [search, setSearch] = useState("");
  const targets = useTargets(regionId, isOpen, search);
  function go({ href, isDocument }: Target) {
    onOpenChange(false);
    if (isDocument) {
      window.location.assign(href);
    } else {
      router.push(href);
    }
  }
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => onOpenChange(open)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClassName} />
        <Dialog.Popup className="fixed top-[10vh] left-1/2 z-(--z-dialog) flex max-h-[70vh] w-[min(35rem,calc(100vw-2rem))] -translate-x-1/2 flex-col rounded-sm border border-line bg-bg-popup shadow-3 outline-none">
          <Dialog.Title className="sr-only">{t("goTo")}</Dialog.Title>
          <Autocomplete.Root
            items={targets}
            value={search}
            onValueChange={setSearch}
            inline
            open
            autoHighlight="always"
            itemToStringValue={(target: Target) => `${target.label} ${target.hint}`}
          >
            <div className="relative border-b border-line">
              <Search aria-hidden className="pointer-events-none absolute top-3.5 left-4 size-4 text-fg-help" />
              <Autocomplete.Input
                aria-label={t("goTo")}
                placeholder={t("goTo")}
                className="h-11 w-full rounded-t-sm bg-transparent pr-4 pl-11 text-sm -outline-offset-2 outline-none focus-visible:outline-2"
              />
            </div>
            <Autocomplete.Empty>
              <p className="p-4 text-fg-help">{t("nothingFound")}</p>
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 overflow-y-auto py-1 data-empty:py-0">
              {(target: Target) => (
                <Autocomplete.Item
                  key={target.id}
                  value={target}
                  onClick={() => go(target)}
                  className="flex min-h-9 cursor-default items-center justify-between gap-4 px-4 py-1.5 data-highlighted:bg-bg-muted"
                >
                  <span className="truncate">{target.label}</span>
                  <span className="truncate text-fg-help">{target.hint}</span>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
