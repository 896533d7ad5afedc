"use client";

import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import type { ShownProblem } from "./action";
import { ProblemText } from "./problem-text";

/** Says that something was done, with a way back; `undo` resolves to what stands in the way, if anything. */
export function useUndoToast() {
  const t = useTranslations("common");
  async function takeBack(undo: () => Promise<ShownProblem | undefined>): Promise<void> {
    const problem = await undo();
    if (problem === undefined) {
      toast.success(t("undone"));
    } else {
      toast.error(t("undoFailed"), <ProblemText problem={problem} />);
    }
  }
  return (title: string, undo: () => Promise<ShownProblem | undefined>) =>
    toast.success(title, undefined, () => void takeBack(undo));
}
