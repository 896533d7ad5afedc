import { alertSentences } from "./alert-sentences";
import { connectionSentences } from "./connection-sentences";
import { preflightSentences } from "./preflight-sentences";
import { ruleSentences } from "./rule-sentences";

/**
 * What the server says in English, by code. Logs, webhooks and the API carry the sentence; the console reads it back and says it in the
 * reader's language (`said.*` in the messages). `{name}` is a text, `{name:count}` a whole number, `{name:time}` a moment, `{name:bytes}` a
 * size in bytes, `{name:said}` a sentence within the sentence.
 */
export const sentences = { ...ruleSentences, ...alertSentences, ...preflightSentences, ...connectionSentences };

export type SaidCode = keyof typeof sentences;
