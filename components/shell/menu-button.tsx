"use client";

import { useTranslations } from "next-intl";
import { useNav } from "./nav-context";

const bars = ["a", "b", "c"];
const className =
  "h-(--topbar-h) w-12.5 shrink-0 flex-col items-center justify-center gap-1.25 bg-brand text-on-brand hover:bg-brand-active -outline-offset-4 focus-visible:outline-on-brand";

/** The orange one: a drawer on small screens, collapses the side navigation on wide ones. */
export function MenuButton() {
  const t = useTranslations("shell");
  const { isCollapsed, toggleCollapsed, setDrawerOpen } = useNav();
  const lines = bars.map((bar) => <span key={bar} aria-hidden className="block h-0.5 w-5 bg-current" />);
  return (
    <>
      <button
        type="button"
        aria-label={t("openNavigation")}
        className={`${className} flex md:hidden`}
        onClick={() => setDrawerOpen(true)}
      >
        {lines}
      </button>
      <button
        type="button"
        aria-label={t("navigation")}
        aria-expanded={!isCollapsed}
        aria-controls="side-nav"
        className={`${className} hidden md:flex`}
        onClick={toggleCollapsed}
      >
        {lines}
      </button>
    </>
  );
}
