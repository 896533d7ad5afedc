"use client";

import { type RefObject, useEffect } from "react";

/** The height of the top bar, under which the page scrolls, in pixels. */
function topOf(section: HTMLElement): number {
  return Number.parseFloat(getComputedStyle(section).getPropertyValue("--topbar-h")) || 0;
}

/**
 * Keeps the head of a table in view while the page scrolls. A table that fits needs no sideways scrolling, and CSS alone sticks its
 * head (`data-fits`); in one that scrolls sideways that cannot work, so its head is moved.
 */
export function useStickyHead(sectionRef: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const section = sectionRef.current;
    const table = section?.querySelector("table");
    const head = table?.tHead;
    // In a dialog it is the dialog that scrolls, and its tables are short.
    if (section == null || table == null || head == null || section.closest('[role="dialog"]') !== null) {
      return;
    }
    const place = () => {
      const { top, height } = section.getBoundingClientRect();
      const fits = "fits" in section.dataset;
      const shift = fits ? 0 : Math.min(Math.max(0, topOf(section) - top), Math.max(0, height - head.offsetHeight));
      head.style.transform = shift === 0 ? "" : `translateY(${shift}px)`;
    };
    const measure = () => {
      section.toggleAttribute("data-fits", table.offsetWidth <= section.clientWidth);
      place();
    };
    const observer = new ResizeObserver(measure);
    observer.observe(section);
    observer.observe(table);
    document.addEventListener("scroll", place, { passive: true });
    return () => {
      observer.disconnect();
      document.removeEventListener("scroll", place);
    };
  }, [sectionRef]);
}
