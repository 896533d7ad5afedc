import { expect, it, vi } from "vitest";
import { AppError, toFieldErrors } from "@/server/errors";
import { RuntimeRequestError } from "@/server/protocol/client";

it("knows an error that another copy of the module threw", async () => {
  vi.resetModules();
  const otherErrors = await import("@/server/errors");
  const otherClient = await import("@/server/protocol/client");
  expect(otherErrors.AppError).not.toBe(AppError);
  expect(new otherErrors.AppError("UNAVAILABLE", "x")).toBeInstanceOf(AppError);
  expect(new otherClient.RuntimeRequestError("down", "x")).toBeInstanceOf(RuntimeRequestError);
  expect(new Error("x")).not.toBeInstanceOf(AppError);
  expect(null).not.toBeInstanceOf(AppError);
});

it("names each field once, an unknown one itself", () => {
  const issues = [
    { path: ["source", "topic"], message: "first" },
    { path: ["source", "topic"], message: "second" },
    { path: [], code: "unrecognized_keys", keys: ["nmae"], message: "" },
  ];
  expect(toFieldErrors(issues)).toEqual([
    { field: "source.topic", message: "first" },
    { field: "nmae", message: "There is no such field." },
  ]);
});
