import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface WebhookReceiver {
  url: string;
  requests: ReceivedRequest[];
  /** How the next requests are answered. */
  answer: (response: ServerResponse, index: number) => void;
  /** Bodies as JSON, in the order of arrival. */
  payloads(): Record<string, unknown>[];
}

/** A real HTTP server on loopback that writes down what it gets. */
export async function startReceiver(): Promise<WebhookReceiver> {
  const requests: ReceivedRequest[] = [];
  const receiver: WebhookReceiver = {
    url: "",
    requests,
    answer: (response) => response.writeHead(204).end(),
    // safe because the product sends JSON objects; a test fails on anything else
    payloads: () => requests.map(({ body }) => JSON.parse(body) as Record<string, unknown>),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      requests.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, body });
      receiver.answer(response, requests.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // safe because it listens on TCP
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?team=1`;
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return receiver;
}
