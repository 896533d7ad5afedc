import { LoaderCircle } from "lucide-react";
import { cn } from "@/lib/view/cn";

/** Decorative: the text beside it says what is being waited for. */
export function Spinner({ className }: { className?: string | undefined }) {
  return <LoaderCircle aria-hidden className={cn("size-4 shrink-0 animate-spin", className)} />;
}
