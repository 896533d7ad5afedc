import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { NavProvider } from "@/components/shell/nav-context";
import { SkipLink } from "@/components/shell/skip-link";
import { TopBar } from "@/components/shell/top-bar";
import type { RegionId } from "@/lib/regions";
import { preferenceCookies, toDensity, toTheme } from "@/lib/view/preferences";
import { countInstancesByRegion } from "@/server/services/instances/count-by-region";
import { pageContext } from "./page-context";

/** Top bar and the state of the navigation, around every page. */
export async function Shell({ regionId, children }: { regionId: RegionId; children: ReactNode }) {
  const jar = await cookies();
  return (
    <NavProvider isCollapsed={jar.get(preferenceCookies.nav)?.value === "collapsed"}>
      <SkipLink />
      <TopBar
        regionId={regionId}
        instanceCounts={countInstancesByRegion(pageContext())}
        theme={toTheme(jar.get(preferenceCookies.theme)?.value)}
        areShortcutsOn={jar.get(preferenceCookies.shortcuts)?.value !== "off"}
        alertSeenId={Number(jar.get(preferenceCookies.alertSeen)?.value) || 0}
        density={toDensity(jar.get(preferenceCookies.density)?.value)}
      />
      {children}
    </NavProvider>
  );
}
