import {
  DeadLetter,
  DeadLetterDetail,
  DeadLettersAction,
  DiscardDeadLettersInput,
  ListDeadLettersQuery,
  RedriveDeadLettersInput,
} from "@/lib/dead-letters/schemas";
import { AppError } from "@/server/errors";
import { discardDeadLetters } from "@/server/services/dead-letters/discard";
import { getDeadLetter } from "@/server/services/dead-letters/get";
import { getDeadLetterBody } from "@/server/services/dead-letters/get-body";
import { listDeadLetters } from "@/server/services/dead-letters/list";
import { redriveDeadLetters } from "@/server/services/dead-letters/redrive";
import { type Call, endpoint } from "../endpoint";
import { pageOf } from "./page-of";
import { param, ruleIdOf } from "./params";

const tag = "Dead letters";
const path = "/rules/{ruleId}/dead-letters";

function toNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new AppError("DEAD_LETTER_NOT_FOUND", "A dead letter is named by its number.");
  }
  return Number(text);
}

function bodyFile({ context, params }: Call<unknown, unknown>): Response {
  const ruleId = ruleIdOf(params);
  const id = toNumber(param(params, "n"));
  return new Response(getDeadLetterBody(context, ruleId, id), {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="${ruleId.replace(/[^\w-]/g, "_")}-${id}.bin"`,
    },
  });
}

export const deadLetterEndpoints = [
  endpoint({
    method: "GET",
    path,
    summary: "List the dead letters of a rule",
    tag,
    query: ListDeadLettersQuery,
    status: 200,
    response: pageOf(DeadLetter),
    codes: ["RULE_NOT_FOUND"],
    run: ({ context, params, query }) => listDeadLetters(context, ruleIdOf(params), query),
  }),
  endpoint({
    method: "GET",
    path: `${path}/{n}`,
    summary: "Read a dead letter with its body",
    tag,
    status: 200,
    response: DeadLetterDetail,
    codes: ["RULE_NOT_FOUND", "DEAD_LETTER_NOT_FOUND"],
    run: ({ context, params }) => getDeadLetter(context, ruleIdOf(params), toNumber(param(params, "n"))),
  }),
  endpoint({
    method: "GET",
    path: `${path}/{n}/body`,
    summary: "The whole body of a dead letter, byte for byte",
    tag,
    status: 200,
    mediaType: "application/octet-stream",
    codes: ["RULE_NOT_FOUND", "DEAD_LETTER_NOT_FOUND"],
    run: bodyFile,
  }),
  endpoint({
    method: "POST",
    path: `${path}/redrive`,
    summary: "Send dead letters again",
    tag,
    body: RedriveDeadLettersInput,
    status: 200,
    response: DeadLettersAction,
    codes: ["RULE_NOT_FOUND", "UNAVAILABLE"],
    run: ({ context, params, body }) => redriveDeadLetters(context, ruleIdOf(params), body),
  }),
  endpoint({
    method: "POST",
    path: `${path}/discard`,
    summary: "Discard dead letters",
    tag,
    body: DiscardDeadLettersInput,
    status: 200,
    response: DeadLettersAction,
    codes: ["RULE_NOT_FOUND", "UNAVAILABLE"],
    run: ({ context, params, body }) => discardDeadLetters(context, ruleIdOf(params), body),
  }),
];
