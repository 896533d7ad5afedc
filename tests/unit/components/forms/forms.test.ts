import { expect, it, vi } from "vitest";
import { applyFieldErrors } from "@/components/forms/apply-field-errors";
import { hasDuplicateKey, toTagRows, toTags } from "@/components/forms/tags-editor";
import { fromSort, toSort } from "@/components/forms/use-list-state";

it("puts the focus on the first field with an error and tells when one has no field", () => {
  const setError = vi.fn();
  const fields = [
    { field: "name", message: "Taken." },
    { field: "url", message: "Wrong." },
    { field: "regionId", message: "Never changes." },
  ];
  const isComplete = applyFieldErrors<{ name: string; url: string }>(fields, setError, (field) =>
    field === "name" || field === "url" ? field : undefined,
  );
  expect(isComplete).toBe(false);
  expect(setError.mock.calls.map(([name, , options]) => [name, options])).toEqual([
    ["name", { shouldFocus: true }],
    ["url", { shouldFocus: false }],
  ]);
});

it("tags survive the way into rows and back; rows without a key are left out", () => {
  const tags = { env: "prod", site: "" };
  expect(toTags([...toTagRows(tags), { id: "new", key: " ", value: "x" }])).toEqual(tags);
});

it("notices a key that appears twice", () => {
  expect(hasDuplicateKey([...toTagRows({ env: "a" }), { id: "2", key: " env ", value: "b" }])).toBe(true);
  expect(hasDuplicateKey([...toTagRows({ env: "a" }), { id: "2", key: "", value: "" }])).toBe(false);
});

it("the sort of the address and of the table say the same", () => {
  for (const sort of ["-createdAt", "createdAt", "name", "-name"]) {
    expect(fromSort(toSort(sort))).toBe(sort);
  }
  expect(fromSort({ id: "password", direction: "asc" })).toBe("-createdAt");
});
