"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { savePreference } from "./save-preference";

interface NavState {
  isCollapsed: boolean;
  isDrawerOpen: boolean;
  toggleCollapsed: () => void;
  setDrawerOpen: (isOpen: boolean) => void;
}

const NavContext = createContext<NavState | undefined>(undefined);

export function NavProvider({
  isCollapsed: isCollapsedAtFirst,
  children,
}: {
  isCollapsed: boolean;
  children: ReactNode;
}) {
  const [isCollapsed, setIsCollapsed] = useState(isCollapsedAtFirst);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const state = useMemo(
    () => ({
      isCollapsed,
      isDrawerOpen,
      setDrawerOpen,
      toggleCollapsed: () => {
        savePreference("nav", isCollapsed ? "open" : "collapsed");
        setIsCollapsed(!isCollapsed);
      },
    }),
    [isCollapsed, isDrawerOpen],
  );
  return <NavContext value={state}>{children}</NavContext>;
}

export function useNav(): NavState {
  const state = useContext(NavContext);
  if (state === undefined) {
    throw new Error("useNav needs a NavProvider above it.");
  }
  return state;
}
