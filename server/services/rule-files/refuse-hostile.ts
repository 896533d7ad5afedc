import { CST, Lexer } from "yaml";
import { invalid } from "@/server/errors";

/** A rule file is four levels deep. */
const depthMax = 32;
const indentMax = 200;
/** A thousand rules, each field on a line of its own and commented. */
const linesMax = 30_000;

const opening = new Set(["flow-seq-start", "flow-map-start"]);
const closing = new Set(["flow-seq-end", "flow-map-end"]);
const nesting = new Set(["seq-item-ind", "explicit-key-ind", "map-value-ind"]);
const clever = new Set(["anchor", "alias", "tag"]);

/**
 * Refuses what no rule file has, before it is parsed: the parser recurses, so that some hundred thousand brackets end the process, and
 * some of its checks take the square of what they look at.
 */
export function refuseHostileYaml(text: string): void {
  let depth = 0;
  let inLine = 0;
  let lines = 1;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token) ?? "";
    if (type === "newline") {
      inLine = 0;
      lines += 1;
    } else if (opening.has(type)) {
      depth += 1;
    } else if (closing.has(type)) {
      depth = Math.max(0, depth - 1);
    } else if (nesting.has(type)) {
      // In a flow collection many stand side by side; only an explicit key nests.
      inLine += depth === 0 || type === "explicit-key-ind" ? 1 : 0;
    }
    const isIndent = type === "space" && inLine === 0;
    refuseIf(
      depth > depthMax || inLine > depthMax || (isIndent && token.length > indentMax),
      "It is nested too deeply.",
    );
    refuseIf(clever.has(type), `Line ${lines}: write values out; anchors, aliases and tags are not read.`);
    refuseIf(lines > linesMax, `It has more than ${linesMax} lines.`);
  }
}

function refuseIf(isHostile: boolean, message: string): void {
  if (isHostile) {
    throw invalid("yaml", message);
  }
}
