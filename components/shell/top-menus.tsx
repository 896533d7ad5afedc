"use client";

import { CircleHelp, Languages, Moon, Sun, SunMoon, UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { localeNames, locales } from "@/lib/i18n/locales";
import { type Density, densities, type Theme, themes } from "@/lib/view/preferences";
import { savePreference } from "./save-preference";

export function LanguageMenu() {
  const t = useTranslations("shell");
  const locale = useLocale();
  const router = useRouter();
  return (
    <Menu
      trigger={<IconButton label={t("language")} icon={<Languages aria-hidden />} />}
      actions={locales.map((id) => ({
        id,
        label: <span lang={id}>{localeNames[id]}</span>,
        isChecked: id === locale,
        onSelect: () => {
          savePreference("locale", id);
          router.refresh();
        },
      }))}
    />
  );
}

const themeIcons = { light: Sun, dark: Moon, system: SunMoon };

export function ThemeMenu({ theme: themeAtFirst }: { theme: Theme }) {
  const t = useTranslations("shell");
  const [theme, setTheme] = useState(themeAtFirst);
  const Icon = themeIcons[theme];
  return (
    <Menu
      trigger={<IconButton label={t("theme.label")} icon={<Icon aria-hidden />} />}
      actions={themes.map((id) => ({
        id,
        label: t(`theme.${id}`),
        isChecked: id === theme,
        onSelect: () => {
          savePreference("theme", id);
          document.documentElement.dataset["theme"] = id;
          setTheme(id);
        },
      }))}
    />
  );
}

export function HelpMenu({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const t = useTranslations("shell");
  return (
    <Menu
      trigger={<IconButton label={t("help")} icon={<CircleHelp aria-hidden />} />}
      actions={[
        { id: "api", label: t("apiReference"), href: "/api/docs" },
        { id: "shortcuts", label: t("shortcuts.title"), onSelect: onShowShortcuts },
      ]}
    />
  );
}

/** There are no accounts yet: what is personal is kept in this browser. */
export function UserMenu({ density: densityAtFirst }: { density: Density }) {
  const t = useTranslations("shell");
  const [density, setDensity] = useState(densityAtFirst);
  return (
    <Menu
      trigger={<IconButton label={t("preferences")} icon={<UserRound aria-hidden />} />}
      actions={densities.map((id) => ({
        id,
        label: t(`density.${id}`),
        isChecked: id === density,
        onSelect: () => {
          savePreference("density", id);
          document.documentElement.dataset["density"] = id;
          setDensity(id);
        },
      }))}
    />
  );
}
