import NextLink from "next/link";
import type { ComponentProps } from "react";
import { cn } from "@/lib/view/cn";

/** In-app link in link blue. */
export function Link({ className, ...props }: ComponentProps<typeof NextLink>) {
  return <NextLink className={cn("link", className)} {...props} />;
}
