import type { ReactNode } from "react";
import type { SideNavProps } from "./nav-list";
import { SideNav } from "./side-nav";

/** Side navigation and the page's content. */
export function Frame({ nav, children }: { nav: SideNavProps; children: ReactNode }) {
  return (
    <div className="flex">
      <SideNav {...nav} />
      <main
        id="main"
        tabIndex={-1}
        className="min-h-[calc(100dvh-var(--topbar-h))] min-w-0 flex-1 px-4 pb-10 outline-none md:px-6"
      >
        {children}
      </main>
    </div>
  );
}
