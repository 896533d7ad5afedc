"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { lateOverlay } from "@/components/ui/late-overlay";
import { cn } from "@/lib/view/cn";
import { useNav } from "./nav-context";
import { NavList, type SideNavProps } from "./nav-list";

export interface NavDrawerProps extends SideNavProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

const NavDrawer = lateOverlay<NavDrawerProps>(async () => (await import("./nav-drawer-window")).NavDrawerWindow);

/** 208 px at the left; a tab on its edge collapses it to nothing; a drawer below 900 px. */
export function SideNav(props: SideNavProps) {
  const t = useTranslations("shell");
  const { isCollapsed, toggleCollapsed, isDrawerOpen, setDrawerOpen } = useNav();
  const Icon = isCollapsed ? ChevronRight : ChevronLeft;
  return (
    <div
      // The line is the column's, which is as tall as the page; the navigation itself is as tall as the window.
      className={cn("relative hidden shrink-0 md:block", !isCollapsed && "border-r border-nav-line")}
      data-print="hide"
    >
      <nav
        id="side-nav"
        aria-label={t("navigation")}
        hidden={isCollapsed}
        className={cn(
          "sticky top-(--topbar-h) h-[calc(100dvh-var(--topbar-h))] w-(--nav-w) overflow-y-auto bg-bg",
          isCollapsed && "hidden",
        )}
      >
        <NavList {...props} />
      </nav>
      <button
        type="button"
        aria-label={isCollapsed ? t("expandNavigation") : t("collapseNavigation")}
        onClick={toggleCollapsed}
        className={cn(
          "fixed top-1/2 z-(--z-nav) flex h-8 w-4 items-center justify-center rounded-r-xs border border-l-0 border-nav-line bg-bg text-fg-secondary after:absolute after:-inset-1 hover:bg-bg-subtle",
          isCollapsed ? "left-0" : "left-(--nav-w)",
        )}
      >
        <Icon aria-hidden className="size-3.5" />
      </button>
      <NavDrawer {...props} isOpen={isDrawerOpen} onOpenChange={setDrawerOpen} />
    </div>
  );
}
