import { createHmac } from "node:crypto";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { WebhookAnswer } from "@/lib/alerts/schemas";
import type { Notice } from "./notice";

export interface WebhookTarget {
  url: string;
  secret: string | null;
}

export interface PostOptions {
  version: string;
  /** From the first byte of the connection to the last of the answer. */
  timeoutMs?: number;
}

const timeoutMsDefault = 10_000;
/** Of an answer no more is read; the connection is closed. */
const answerBytesMax = 4 * 1024;
const shownLengthMax = 500;

export function signBody(secret: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** One attempt. Never throws; a redirect is an answer like any other and is not followed. */
export async function postWebhook(target: WebhookTarget, notice: Notice, options: PostOptions): Promise<WebhookAnswer> {
  const { timeoutMs = timeoutMsDefault } = options;
  const startedAtMs = performance.now();
  const deadline = AbortSignal.timeout(timeoutMs);
  const durationMs = () => Math.round(performance.now() - startedAtMs);
  try {
    const { httpStatus, statusText, body } = await send(target, notice, options.version, deadline);
    const ok = httpStatus >= 200 && httpStatus < 300;
    return { ok, httpStatus, detail: toDetail(httpStatus, statusText), durationMs: durationMs(), body };
  } catch (error) {
    const detail = deadline.aborted ? `No complete answer within ${timeoutMs} ms.` : explain(error);
    return { ok: false, detail, durationMs: durationMs() };
  }
}

interface RawAnswer {
  httpStatus: number;
  statusText: string;
  body: string;
}

function send(
  { url, secret }: WebhookTarget,
  { body, event, deliveryId }: Notice,
  version: string,
  signal: AbortSignal,
): Promise<RawAnswer> {
  const bytes = Buffer.from(body);
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "content-length": bytes.byteLength,
    "user-agent": `Sluice/${version}`,
    "x-sluice-event": event,
    "x-sluice-delivery": deliveryId,
    ...(secret === null ? {} : { "x-sluice-signature": signBody(secret, body) }),
  };
  return new Promise((resolve, reject) => {
    const start = new URL(url).protocol === "https:" ? requestHttps : requestHttp;
    // A connection of its own each time: notices are rare, and a kept one would be found dead.
    const request = start(url, { method: "POST", headers, agent: false, signal });
    request.on("response", (response) => void readAnswer(response).then(resolve, reject));
    request.on("error", reject);
    request.end(bytes);
  });
}

async function readAnswer(response: IncomingMessage): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.byteLength;
    if (length >= answerBytesMax) {
      break;
    }
  }
  response.destroy();
  const text = Buffer.concat(chunks).subarray(0, answerBytesMax).toString("utf8");
  return {
    httpStatus: response.statusCode ?? 0,
    statusText: response.statusMessage ?? "",
    body: printable(text).slice(0, shownLengthMax),
  };
}

/** An answer is foreign text: line breaks stay, other control characters go. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, "");
}

function toDetail(httpStatus: number, statusText: string): string {
  const answer = `HTTP ${httpStatus} ${printable(statusText).slice(0, 100)}`.trim();
  return httpStatus >= 300 && httpStatus < 400
    ? `${answer}: redirects are not followed. Enter the final address.`
    : answer;
}

const causes: Record<string, string> = {
  ECONNREFUSED: "Nothing listens at this address.",
  ENOTFOUND: "The host name is not known.",
  EAI_AGAIN: "The host name could not be looked up just now.",
  ECONNRESET: "The connection was closed before an answer came.",
  EHOSTUNREACH: "The host cannot be reached.",
  ENETUNREACH: "The network cannot be reached.",
  EPROTO: "This is no TLS server. Check http and https.",
  CERT_HAS_EXPIRED: "The server's certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The server's certificate is self-signed.",
  SELF_SIGNED_CERT_IN_CHAIN: "The server's certificate comes from an unknown authority.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The server's certificate cannot be verified.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The server's certificate is for another host name.",
};

/** By the error's code alone: its text may repeat the address with what is secret in it. */
function explain(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return causes[code] ?? `The request failed (${code.slice(0, 60)}).`;
}
