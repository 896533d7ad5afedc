"use client";

import { Dialog } from "@base-ui/react/dialog";
import { ArrowLeft, ChevronLeft, ChevronRight } from "lucide-react";
import NextLink from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { backdropClassName, DialogCloseButton } from "@/components/ui/dialog";
import { cn } from "@/lib/view/cn";
import { useNav } from "./nav-context";

export interface NavItem {
  id: string;
  label: string;
  href: string;
  /** Current on this path only, not below it. */
  isExact?: boolean;
  /** Loaded as a document of its own: its content security policy differs. */
  isDocument?: boolean;
}

export interface SideNavProps {
  header: string;
  /** Makes the header a way back: the second level. */
  backHref?: string;
  backLabel?: string;
  items: readonly NavItem[];
}

function isCurrent(item: NavItem, pathname: string): boolean {
  return pathname === item.href || (item.isExact !== true && pathname.startsWith(`${item.href}/`));
}

function NavHeader({ header, backHref, backLabel }: SideNavProps) {
  if (backHref === undefined) {
    return <p className="px-6 pt-5 pb-4 text-sm font-semibold">{header}</p>;
  }
  return (
    <NextLink
      href={backHref}
      aria-label={backLabel}
      title={header}
      className="mx-3 my-3 flex items-center gap-2 rounded-xs px-3 py-2 text-sm font-semibold -outline-offset-2 hover:bg-bg-subtle"
    >
      <ArrowLeft aria-hidden className="size-4 shrink-0 text-fg-secondary" />
      <span className="truncate">{header}</span>
    </NextLink>
  );
}

function NavList(props: SideNavProps & { onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <>
      <NavHeader {...props} />
      <ul>
        {props.items.map((item) => {
          const isHere = isCurrent(item, pathname);
          const Anchor = item.isDocument === true ? "a" : NextLink;
          return (
            <li key={item.id}>
              <Anchor
                href={item.href}
                aria-current={isHere ? "page" : undefined}
                onClick={props.onNavigate}
                className={cn(
                  "flex min-h-(--nav-item-h) items-center px-6 py-2 -outline-offset-2",
                  isHere ? "bg-bg-muted font-medium text-link" : "text-fg hover:bg-bg-subtle",
                )}
              >
                {item.label}
              </Anchor>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function NavDrawer(props: SideNavProps) {
  const t = useTranslations("shell");
  const { isDrawerOpen, setDrawerOpen } = useNav();
  return (
    <Dialog.Root open={isDrawerOpen} onOpenChange={(open) => setDrawerOpen(open)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClassName} />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-(--z-dialog) w-70 max-w-[85vw] overflow-y-auto bg-bg-popup shadow-3 outline-none transition-transform duration-200 data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <div className="flex justify-end p-2">
            <DialogCloseButton />
          </div>
          <Dialog.Title className="sr-only">{t("navigation")}</Dialog.Title>
          <nav aria-label={t("navigation")}>
            <NavList {...props} onNavigate={() => setDrawerOpen(false)} />
          </nav>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** 208 px at the left; a tab on its edge collapses it to nothing; a drawer below 900 px. */
export function SideNav(props: SideNavProps) {
  const t = useTranslations("shell");
  const { isCollapsed, toggleCollapsed } = useNav();
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
      <NavDrawer {...props} />
    </div>
  );
}
