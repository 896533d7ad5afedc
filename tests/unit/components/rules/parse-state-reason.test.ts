import { describe, expect, it } from "vitest";
import { parseStateReason } from "@/components/rules/parse-state-reason";

describe("state reason", () => {
  it("keeps the particulars beside the known code", () => {
    expect(parseStateReason("sinkUnreachable: 127.0.0.1:9876: connection refused")).toEqual({
      code: "sinkUnreachable",
      detail: "127.0.0.1:9876: connection refused",
    });
    expect(parseStateReason("backlog")).toEqual({ code: "backlog", detail: "" });
  });
  it("shows a code that it does not know as it is", () => {
    expect(parseStateReason("somethingNew: x")).toEqual({ code: "unknown", detail: "somethingNew: x" });
  });
});
