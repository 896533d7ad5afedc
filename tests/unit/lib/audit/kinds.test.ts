import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { auditEntityTypes, auditVerbs } from "@/lib/audit/kinds";
import { ruleChanges } from "@/lib/rules/versions";

const services = fileURLToPath(new URL("../../../../server/", import.meta.url));
const written = readdirSync(services, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => {
    const text = readFileSync(`${services}${file}`, "utf8");
    return [...text.matchAll(new RegExp(`"(?:${auditEntityTypes.join("|")})\\.(\\w+)"`, "g"))].map(([, verb]) => verb);
  });

it("there are words for every action that is written down", () => {
  // Those of a rule's change are made of the change's name; a baseline is no act of anybody.
  const made = ruleChanges.filter((change) => change !== "baseline");
  expect([...new Set([...written, ...made])].sort()).toEqual([...auditVerbs].sort());
});
