import { describe, expect, test } from "vitest";
import { findReferences } from "@/scripts/checks/doc-references.mjs";
import { findRegistryHosts } from "@/scripts/checks/file-rules.mjs";

describe("the check of the documentation's paths", () => {
  test("finds paths in code and targets of links, and leaves patterns and addresses alone", () => {
    const markdown = [
      "See `lib/limits.ts` and `server/runtime/**` and `npm start`.",
      "[delivery](delivery.md#order) [site](https://example.org) [here](#top) `app/<page>/page.tsx`",
    ].join("\n");
    expect(findReferences(markdown)).toEqual([
      { line: 1, target: "lib/limits.ts", isLink: false },
      { line: 2, target: "delivery.md", isLink: true },
    ]);
  });
});

describe("the check for registry hosts", () => {
  test("finds a host wherever it stands, and no coordinates or package names", () => {
    const host = ["registry", "npmjs", "org"].join(".");
    expect(findRegistryHosts(`"resolved": "https://${host}/zod"`)).toEqual([host.split(".").slice(0, 3).join(".")]);
    expect(findRegistryHosts("org.apache.rocketmq:rocketmq-broker:4.9.7, maven-artifact, npm")).toEqual([]);
  });
});
