import { createHmac } from "node:crypto";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { toTestNotice } from "@/server/alerts/notice";
import { postWebhook } from "@/server/alerts/post-webhook";
import { startReceiver } from "./webhook-receiver";

const notice = toTestNotice(new Date("2026-11-01T00:00:00Z"), "0.1.0");
const options = { version: "0.1.0" };

describe("a request to a webhook", () => {
  it("carries the event, the delivery's ID and the documented payload", async () => {
    const receiver = await startReceiver();
    expect(await postWebhook({ url: receiver.url, secret: null }, notice, options)).toMatchObject({
      ok: true,
      httpStatus: 204,
    });
    const [request] = receiver.requests;
    expect(request).toMatchObject({ method: "POST", path: "/hook?team=1" });
    expect(request?.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "x-sluice-event": "alert.test",
      "x-sluice-delivery": notice.deliveryId,
      "user-agent": "Sluice/0.1.0",
    });
    expect(receiver.payloads()[0]).toMatchObject({
      event: "alert.test",
      deliveryId: notice.deliveryId,
      occurredAt: "2026-11-01T00:00:00.000Z",
      text: expect.any(String),
      alert: { kind: "ruleStalled", ruleId: "example-rule", resolvedAt: null },
      product: { name: "Sluice", version: "0.1.0" },
    });
  });

  it("is signed over its exact bytes with the shared secret, and only with one", async () => {
    const receiver = await startReceiver();
    await postWebhook({ url: receiver.url, secret: "correct horse" }, notice, options);
    await postWebhook({ url: receiver.url, secret: null }, notice, options);
    const [signed, unsigned] = receiver.requests;
    const expected = createHmac("sha256", "correct horse")
      .update(signed?.body ?? "")
      .digest("hex");
    expect(signed?.headers["x-sluice-signature"]).toBe(`sha256=${expected}`);
    expect(unsigned?.headers["x-sluice-signature"]).toBeUndefined();
  });

  it("does not follow a redirect: where an operator pointed is where it goes", async () => {
    const target = await startReceiver();
    const receiver = await startReceiver();
    receiver.answer = (response) => response.writeHead(307, { location: target.url }).end();
    const answer = await postWebhook({ url: receiver.url, secret: "correct horse" }, notice, options);
    expect(answer).toMatchObject({ ok: false, httpStatus: 307, detail: expect.stringContaining("not followed") });
    expect(target.requests).toEqual([]);
  });

  it("ends in time when the receiver never answers", async () => {
    const receiver = await startReceiver();
    receiver.answer = () => undefined;
    const answer = await postWebhook({ url: receiver.url, secret: null }, notice, { ...options, timeoutMs: 100 });
    expect(answer).toMatchObject({ ok: false, detail: "No complete answer within 100 ms." });
    expect(answer.httpStatus).toBeUndefined();
  });

  it("ends in time when the answer never ends", async () => {
    const receiver = await startReceiver();
    receiver.answer = (response) => response.writeHead(200).write("a little");
    const answer = await postWebhook({ url: receiver.url, secret: null }, notice, { ...options, timeoutMs: 100 });
    expect(answer.ok).toBe(false);
  });

  it("reads no more than the beginning of an endless answer, and shows no control characters", async () => {
    const receiver = await startReceiver();
    receiver.answer = (response) => {
      response.writeHead(200);
      response.on("error", () => undefined);
      const write = (): void => {
        if (!response.destroyed) {
          response.write(`\u001b[2J${"x".repeat(16_384)}`, write);
        }
      };
      write();
    };
    const answer = await postWebhook({ url: receiver.url, secret: null }, notice, { ...options, timeoutMs: 5_000 });
    expect(answer.ok).toBe(true);
    expect(answer.body).toMatch(/^\[2Jx+$/);
    expect(answer.body?.length).toBe(500);
  });

  it("explains a refused connection and a connection cut short, without repeating the address", async () => {
    const cutter = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => cutter.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void cutter.close());
    const address = cutter.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const cut = await postWebhook({ url: `http://127.0.0.1:${port}/token-abc`, secret: null }, notice, options);
    expect(cut).toMatchObject({ ok: false, detail: "The connection was closed before an answer came." });
    await new Promise((resolve) => cutter.close(resolve));
    const refused = await postWebhook({ url: `http://127.0.0.1:${port}/token-abc`, secret: null }, notice, options);
    expect(refused).toMatchObject({ ok: false, detail: "Nothing listens at this address." });
  });
});
