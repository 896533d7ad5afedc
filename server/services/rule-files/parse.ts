import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { limits } from "@/lib/limits";
import { ruleFileKind, ruleFileVersion } from "@/lib/rules/files";
import { invalid, validationError } from "@/server/errors";
import { refuseHostileYaml } from "./refuse-hostile";

const RuleFile = z.strictObject({
  apiVersion: z.literal(ruleFileVersion, `Write apiVersion: ${ruleFileVersion}.`),
  kind: z.literal(ruleFileKind, `Write kind: ${ruleFileKind}.`),
  rules: z
    .array(z.unknown(), "List the rules under rules.")
    .min(1, "The file has no rules.")
    .max(limits.rulesPerRequestMax, `A file may have at most ${limits.rulesPerRequestMax} rules.`),
});

/**
 * The rules of a file, each still to be checked. Every scalar is read as the text that stands there, so that `ruleId: 0123` or
 * `description: no` is what a person sees and not a number or a truth value.
 */
export function parseRuleFile(text: string): unknown[] {
  const parsed = RuleFile.safeParse(readYaml(text));
  if (!parsed.success) {
    throw validationError(parsed.error.issues);
  }
  return parsed.data.rules;
}

function readYaml(text: string): unknown {
  refuseHostileYaml(text);
  const lineCounter = new LineCounter();
  // Without the library's own pretty errors: it would make one for each of ten thousand mistakes.
  const document = parseDocument(text, { schema: "failsafe", logLevel: "error", prettyErrors: false, lineCounter });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) {
    const { line, col } = lineCounter.linePos(problem.pos[0]);
    throw invalid("yaml", `Line ${line}, column ${col}: ${problem.message.slice(0, 300)}`);
  }
  return document.toJS();
}
