import NextLink from "next/link";
import { cn } from "@/lib/view/cn";

export interface TabLink {
  id: string;
  label: string;
  href: string;
}

/** Tabs that are links: the place is in the URL. */
export function Tabs({ tabs, currentId, label }: { tabs: readonly TabLink[]; currentId: string; label: string }) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-line" data-print="hide">
      <ul className="flex">
        {tabs.map((tab) => (
          <li key={tab.id}>
            <NextLink
              href={tab.href}
              scroll={false}
              aria-current={tab.id === currentId ? "page" : undefined}
              className={cn(
                "-mb-px block border-b-2 px-4 py-1.75 text-sm whitespace-nowrap -outline-offset-2",
                tab.id === currentId
                  ? "border-primary font-semibold text-link"
                  : "border-transparent text-fg-secondary hover:text-link",
              )}
            >
              {tab.label}
            </NextLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
