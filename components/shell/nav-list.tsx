"use client";

import { ArrowLeft } from "lucide-react";
import NextLink from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/lib/view/cn";

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

export function NavList(props: SideNavProps & { onNavigate?: () => void }) {
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
