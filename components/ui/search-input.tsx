"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { cn } from "@/lib/view/cn";
import { controlClassName } from "./control-styles";

const debounceMs = 300;

export interface SearchInputProps {
  value: string;
  /** Called 300 ms after the last key, at once on Enter and on clearing. */
  onSearch: (text: string) => void;
  label: string;
  className?: string;
}

/** Marked `data-search`, so that the `/` shortcut finds it. */
export function SearchInput({ value, onSearch, label, className }: SearchInputProps) {
  const t = useTranslations("common");
  const [text, setText] = useState(value);
  const [shownValue, setShownValue] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (value !== shownValue) {
    // Changed from outside: Back, a pasted link, "Clear all".
    setShownValue(value);
    setText(value);
  }
  function search(next: string, delayMs: number) {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setShownValue(next);
      onSearch(next);
    }, delayMs);
  }
  return (
    <div className={`relative ${className ?? "w-full sm:w-64"}`}>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-fg-help" />
      <input
        type="search"
        data-search=""
        aria-label={label}
        placeholder={label}
        className={cn(controlClassName, "h-8 px-8 [&::-webkit-search-cancel-button]:hidden")}
        value={text}
        onChange={(event) => search(event.target.value, debounceMs)}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            search(text, 0);
          }
        }}
      />
      {text === "" ? null : (
        <button
          type="button"
          aria-label={t("clearSearch")}
          className="absolute top-1 right-1 flex size-6 items-center justify-center rounded-xs text-fg-help hover:bg-bg-muted"
          onClick={() => search("", 0)}
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  );
}
