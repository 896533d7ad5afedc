import { expect, test } from "vitest";
import { limits } from "@/lib/limits";
import { findActionFault } from "@/server/http/action-request";

function submit(body: string, contentType = "text/plain;charset=UTF-8"): Request {
  return new Request("http://127.0.0.1/x", {
    method: "POST",
    headers: { "next-action": "00", "content-type": contentType },
    body,
  });
}

test("what the console sends passes, text with a dollar sign included", async () => {
  const body = JSON.stringify([{ description: "$$5 a month", omitted: "$undefined", ruleId: "a" }]);
  expect(await findActionFault(submit(body))).toBeUndefined();
});

test.each([
  ["not JSON", "[[[["],
  ["no array", '{"a":1}'],
  ["a reference to nothing", '["$K1"]'],
  ["a nested reference", '[{"a":["$F0"]}]'],
])("arguments that cannot be decoded are refused: %s", async (_, body) => {
  expect((await findActionFault(submit(body)))?.code).toBe("VALIDATION");
});

test("a form of another type is refused", async () => {
  const fault = await findActionFault(submit("[]", "multipart/form-data; boundary=x"));
  expect(fault?.code).toBe("UNSUPPORTED_MEDIA_TYPE");
});

test("arguments sent without a length are read no further than the limit", async () => {
  let pulledBytes = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulledBytes += 64 * 1024;
      controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
    },
  });
  // A stream as the body needs the option that the DOM's types do not know.
  const init: RequestInit & { duplex: "half" } = {
    method: "POST",
    headers: { "next-action": "00", "content-type": "text/plain" },
    body: endless,
    duplex: "half",
  };
  expect((await findActionFault(new Request("http://127.0.0.1/x", init)))?.code).toBe("PAYLOAD_TOO_LARGE");
  expect(pulledBytes).toBeLessThan(2 * limits.requestBytesMax);
});

test("requests that are no action are left alone", async () => {
  expect(await findActionFault(new Request("http://127.0.0.1/x", { method: "POST", body: "[[" }))).toBeUndefined();
});
