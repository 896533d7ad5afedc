import { Check } from "lucide-react";
import NextLink from "next/link";
import { cn } from "@/lib/view/cn";

export interface Step {
  id: string;
  title: string;
  /** Done steps are links back. */
  href?: string;
}

export function Steps({ steps, currentId, label }: { steps: readonly Step[]; currentId: string; label: string }) {
  const currentIndex = steps.findIndex((step) => step.id === currentId);
  return (
    <nav aria-label={label}>
      <ol className="flex flex-col gap-3 md:flex-row md:items-center md:gap-0">
        {steps.map((step, index) => (
          <li
            key={step.id}
            aria-current={index === currentIndex ? "step" : undefined}
            className="flex items-center md:not-last:flex-1"
          >
            <StepLabel step={step} number={index + 1} place={Math.sign(index - currentIndex)} />
            {index < steps.length - 1 ? (
              <span
                aria-hidden
                className={cn(
                  "mx-4 hidden h-px flex-1 md:block",
                  index < currentIndex ? "bg-primary" : "bg-line-strong",
                )}
              />
            ) : null}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepLabel({ step, number, place }: { step: Step; number: number; place: number }) {
  const content = (
    <>
      <span
        aria-hidden
        className={cn(
          "flex size-8 shrink-0 items-center justify-center rounded-full border text-sm tabular-nums",
          place === 0 && "border-primary bg-primary text-on-primary",
          place < 0 && "border-primary bg-bg text-link",
          place > 0 && "border-line-strong bg-bg text-fg-help",
        )}
      >
        {place < 0 ? <Check className="size-4" /> : number}
      </span>
      <span className={cn("text-sm font-medium", place > 0 && "text-fg-help")}>{step.title}</span>
    </>
  );
  if (place < 0 && step.href !== undefined) {
    return (
      <NextLink href={step.href} className="flex items-center gap-2 hover:text-link">
        {content}
      </NextLink>
    );
  }
  return <span className="flex items-center gap-2">{content}</span>;
}
