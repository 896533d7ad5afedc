"use client";

import { useCallback, useRef, useState } from "react";
import type { ActionResult } from "@/lib/result";
import type { Action, ShownProblem } from "./action";

interface ActionState<Input, Output> {
  /** Resolves to the result; a double click runs it once. */
  run: (input: Input) => Promise<ActionResult<Output> | undefined>;
  isPending: boolean;
  problem: ShownProblem | undefined;
  reset: () => void;
}

/** Runs a server action with its pending and failed states; a lost connection is a failure like any other. */
export function useAction<Input, Output>(action: Action<Input, Output>): ActionState<Input, Output> {
  const [isPending, setIsPending] = useState(false);
  const [problem, setProblem] = useState<ShownProblem>();
  const isRunning = useRef(false);
  const run = useCallback(
    async (input: Input) => {
      if (isRunning.current) {
        return undefined;
      }
      isRunning.current = true;
      setIsPending(true);
      setProblem(undefined);
      const result: ActionResult<Output> = await action(input).catch(() => ({
        ok: false as const,
        error: { code: "UNAVAILABLE" as const, message: "" },
      }));
      isRunning.current = false;
      setIsPending(false);
      if (!result.ok) {
        setProblem({ ...result.error, requestId: result.error.errorId });
      }
      return result;
    },
    [action],
  );
  const reset = useCallback(() => setProblem(undefined), []);
  return { run, isPending, problem, reset };
}
