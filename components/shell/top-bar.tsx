"use client";

import { Search } from "lucide-react";
import NextLink from "next/link";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import type { RegionId } from "@/lib/regions";
import type { Density, Theme } from "@/lib/view/preferences";
import "./shared-parts";
import { AlertBell } from "./alert-bell";
import { MenuButton } from "./menu-button";
import { Palette } from "./palette";
import { ProductMark } from "./product-mark";
import { RegionSelect } from "./region-select";
import { savePreference } from "./save-preference";
import { ShortcutsDialog, useShortcuts } from "./shortcuts";
import { HelpMenu, LanguageMenu, ThemeMenu, UserMenu } from "./top-menus";

export interface TopBarProps {
  regionId: RegionId;
  instanceCounts: Record<string, number>;
  theme: Theme;
  density: Density;
  areShortcutsOn: boolean;
  /** The newest alert that this browser has shown in the bell. */
  alertSeenId: number;
}

export function TopBar({ regionId, instanceCounts, theme, density, ...props }: TopBarProps) {
  const t = useTranslations("shell");
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const [isListOpen, setIsListOpen] = useState(false);
  const [areKeysOn, setAreKeysOn] = useState(props.areShortcutsOn);
  const showPalette = useCallback(() => setIsPaletteOpen(true), []);
  const showShortcuts = useCallback(() => setIsListOpen(true), []);
  useShortcuts({ regionId, areKeysOn, onShowPalette: showPalette, onShowShortcuts: showShortcuts });
  return (
    <header
      data-print="hide"
      className="sticky top-0 z-(--z-topbar) flex h-(--topbar-h) items-center bg-bg-popup text-fg-secondary shadow-bar"
    >
      <MenuButton />
      <NextLink
        href={`/${regionId}/instances`}
        className="flex h-full shrink-0 items-center gap-2 px-3 text-sm font-semibold text-fg -outline-offset-2 hover:text-link"
      >
        <ProductMark className="size-6" />
        <span className="max-sm:sr-only">{t("productName")}</span>
      </NextLink>
      <RegionSelect regionId={regionId} counts={instanceCounts} />
      <div className="ml-auto flex shrink-0 items-center gap-0.5 px-2 sm:px-3">
        <button
          type="button"
          onClick={showPalette}
          aria-label={t("goTo")}
          aria-keyshortcuts="Control+K Meta+K"
          className="flex h-8 items-center gap-2 rounded-xs text-fg-help hover:bg-bg-subtle max-md:w-8 max-md:justify-center md:mr-2 md:w-52 md:border md:border-control-line md:px-2.5"
        >
          <Search aria-hidden className="size-4" />
          <span className="flex-1 text-left max-md:hidden">{t("search")}</span>
          <kbd className="font-mono text-fg-help max-md:hidden">Ctrl K</kbd>
        </button>
        <AlertBell regionId={regionId} seenIdAtFirst={props.alertSeenId} />
        <LanguageMenu />
        <ThemeMenu theme={theme} />
        <span className="max-sm:hidden">
          <HelpMenu onShowShortcuts={showShortcuts} />
        </span>
        <UserMenu density={density} />
      </div>
      <Palette regionId={regionId} isOpen={isPaletteOpen} onOpenChange={setIsPaletteOpen} />
      <ShortcutsDialog
        isOpen={isListOpen}
        onOpenChange={setIsListOpen}
        areKeysOn={areKeysOn}
        onKeysChange={(areOn) => {
          savePreference("shortcuts", areOn ? "on" : "off");
          setAreKeysOn(areOn);
        }}
      />
    </header>
  );
}
