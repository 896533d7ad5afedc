"use client";

import { InlineMessage } from "@/components/ui/inline-message";
import type { ShownProblem } from "./action";
import { ProblemText } from "./problem-text";

/** In a form, above its buttons. Stays until the next try. */
export function FormProblem({
  problem,
  hasFields = false,
}: {
  problem: ShownProblem | undefined;
  hasFields?: boolean;
}) {
  return problem === undefined ? null : (
    <InlineMessage tone="error">
      <ProblemText problem={problem} hasFields={hasFields} />
    </InlineMessage>
  );
}
