import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits } from "@/lib/limits";
import { ImportRulesInput } from "@/lib/rules/files";
import { listAuditEvents } from "@/server/services/audit/list";
import { updateInstance } from "@/server/services/instances/update";
import { exportRules } from "@/server/services/rule-files/export";
import { importRules } from "@/server/services/rule-files/import";
import { parseRuleFile } from "@/server/services/rule-files/parse";
import { createRule } from "@/server/services/rules/create";
import { disableRule } from "@/server/services/rules/disable";
import { getRule } from "@/server/services/rules/get";
import { listRules } from "@/server/services/rules/list";
import { setRuleStatuses } from "@/server/services/rules/set-statuses";
import { updateRule } from "@/server/services/rules/update";
import { createTopic } from "@/server/services/topics/create";
import { createTestContext, makeInstance, makeRocketmq, ruleInput } from "./test-context";

const page = { page: 1, pageSize: 100, sort: "ruleId" } as const;

async function setUp() {
  const context = createTestContext();
  const instanceId = makeInstance(context);
  const rocketmqInstanceId = await makeRocketmq(context);
  createTopic(context, instanceId, { name: "TopicX", description: "" });
  await createRule(context, instanceId, ruleInput(rocketmqInstanceId));
  const entry = (ruleId: string, topic: string, more = "") => `
  - ruleId: ${ruleId}
    type: dataOutbound
    source: { topic: ${topic} }
    destination: { rocketmqInstanceId: ${rocketmqInstanceId}, topic: TopicB }${more}`;
  const run = (yaml: string, options: Partial<ImportRulesInput> = {}) =>
    importRules(context, instanceId, { yaml, dryRun: false, ...options });
  return { context, instanceId, rocketmqInstanceId, entry, run };
}

const file = (...entries: string[]) => `apiVersion: sluice/v1\nkind: Rules\nrules:${entries.join("")}\n`;

describe("exporting rules", () => {
  it("writes a file that imports as unchanged, whatever the texts in it", async () => {
    const { context, instanceId, run } = await setUp();

    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ maxLength: limits.descriptionLengthMax, unit: "grapheme" }).map((text) => text.slice(0, 128)),
          fc.constantFrom(
            "no",
            "0123",
            "1e3",
            "~",
            "- a",
            "# b",
            "a: b",
            "'",
            '"',
            "\n\n",
            " x ",
            "null",
            "&a",
            "*a",
            "|",
          ),
        ),
        async (description) => {
          await updateRule(context, "report-1", { description });
          const result = await run(exportRules(context, instanceId, {}), { dryRun: true });
          expect(result.items).toMatchObject([{ ruleId: "report-1", outcome: "unchanged" }]);
        },
      ),
      { numRuns: 30 },
    );
  }, 60_000);

  it("names only the rules asked for, and says which do not exist", async () => {
    const { context, instanceId, entry, run } = await setUp();
    await run(file(entry("report-2", "TopicX")));
    const text = exportRules(context, instanceId, { ruleIds: "report-2" });
    expect(parseRuleFile(text)).toMatchObject([{ ruleId: "report-2" }]);
    expect(() => exportRules(context, instanceId, { ruleIds: "report-2,none" })).toThrow(/none/);
  });

  it("carries no secret of the instances it names", async () => {
    const { context, instanceId } = await setUp();
    const text = exportRules(context, instanceId, {});
    const { targets } = context.cluster;
    for (const secret of targets.flatMap(({ secretKey }) => secretKey ?? [])) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/secret|password|accessKey/i);
  });
});

describe("a dry run of an import", () => {
  it("tells what would be created, changed, left and refused, and changes nothing", async () => {
    const { context, instanceId, entry, run } = await setUp();
    const before = JSON.stringify(listRules(context, instanceId, page));
    const audited = listAuditEvents(context, { page: 1, pageSize: 1 }).total;
    const announced = context.runtimeDouble.announcements;
    const yaml = file(
      entry("report-1", "TopicA", "\n    description: new words"),
      entry("report-2", "TopicX"),
      entry("report-3", "TopicX"),
      entry("report-4", "Nowhere"),
      entry("x", "TopicA"),
    );
    const { items, counts } = await run(yaml, { dryRun: true });
    expect(counts).toEqual({ create: 1, change: 1, unchanged: 0, refused: 3 });
    expect(items).toMatchObject([
      { position: 1, outcome: "change", version: 1, changes: [{ field: "description", from: "", to: "new words" }] },
      { position: 2, outcome: "create" },
      // Taken by the rule before it in the file, as it will be.
      { position: 3, outcome: "refused", code: "RULE_DUPLICATE_SOURCE", errors: [{ field: "source.topic" }] },
      { position: 4, outcome: "refused", code: "TOPIC_NOT_FOUND", errors: [{ field: "source.topic" }] },
      { position: 5, outcome: "refused", code: "VALIDATION", errors: [{ field: "ruleId" }] },
    ]);
    expect(JSON.stringify(listRules(context, instanceId, page))).toBe(before);
    expect(listAuditEvents(context, { page: 1, pageSize: 1 }).total).toBe(audited);
    expect(context.runtimeDouble.announcements).toBe(announced);
  });

  it("counts the quota over the whole file", async () => {
    const { context, instanceId, entry, run } = await setUp();
    createTopic(context, instanceId, { name: "TopicY", description: "" });
    updateInstance(context, instanceId, { ruleQuota: 2 });
    const { items } = await run(file(entry("report-2", "TopicX"), entry("report-3", "TopicY")), { dryRun: true });
    expect(items).toMatchObject([{ outcome: "create" }, { outcome: "refused", code: "RULE_QUOTA_EXCEEDED" }]);
  });

  it("sees a topic that an earlier rule of the file sets free", async () => {
    const { entry, run } = await setUp();
    const yaml = file(entry("report-1", "TopicX"), entry("report-2", "TopicA"));
    const planned = await run(yaml, { dryRun: true });
    expect(planned.counts).toMatchObject({ change: 1, create: 1, refused: 0 });
    expect((await run(yaml)).counts).toEqual(planned.counts);
  });

  it("asks a cluster that is away once, not once a rule", async () => {
    const { context, entry, run } = await setUp();
    context.cluster.isReachable = false;
    const asked = context.cluster.targets.length;
    const { items } = await run(file(entry("report-2", "TopicX"), entry("report-3", "TopicX")), { dryRun: true });
    expect(items.map(({ code }) => code)).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
    expect(context.cluster.targets.length - asked).toBe(1);
  });
});

describe("an import", () => {
  it("does what the dry run said, each rule on its own, and audits it", async () => {
    const { context, entry, run } = await setUp();
    const yaml = file(
      entry("report-9", "Nowhere"),
      entry("report-1", "TopicA", "\n    description: new words"),
      entry("report-2", "TopicX", "\n    status: disabled"),
    );
    const planned = await run(yaml, { dryRun: true });
    const done = await run(yaml);
    expect(done.items).toEqual(planned.items);
    expect(getRule(context, "report-1")).toMatchObject({ description: "new words", version: 2 });
    expect(getRule(context, "report-2")).toMatchObject({ status: "disabled" });
    const actions = listAuditEvents(context, { page: 1, pageSize: 2, entityType: "rule" }).items.map((e) => e.action);
    expect(actions).toEqual(["rule.create", "rule.import"]);
  });

  it("keeps the description and status that the file leaves out", async () => {
    const { context, entry, run } = await setUp();
    await run(file(entry("report-1", "TopicA", "\n    description: kept")));
    disableRule(context, "report-1");
    expect((await run(file(entry("report-1", "TopicA")))).counts).toMatchObject({ unchanged: 1 });
    expect(getRule(context, "report-1")).toMatchObject({ description: "kept", status: "disabled" });
  });

  it("refuses a rule that changed, or came to be, since the dry run", async () => {
    const { context, instanceId, rocketmqInstanceId, entry, run } = await setUp();
    const yaml = file(entry("report-1", "TopicA", "\n    description: mine"), entry("report-2", "TopicX"));
    const planned = await run(yaml, { dryRun: true });
    const versions = Object.fromEntries(planned.items.flatMap((i) => (i.version ? [[i.ruleId ?? "", i.version]] : [])));
    disableRule(context, "report-1");
    await createRule(context, instanceId, {
      ...ruleInput(rocketmqInstanceId),
      ruleId: "report-2",
      source: { topic: "TopicX" },
      description: "theirs",
    });
    const { items } = await run(yaml, { versions });
    expect(items.map(({ code }) => code)).toEqual(["VERSION_CONFLICT", "VERSION_CONFLICT"]);
    expect(getRule(context, "report-2").description).toBe("theirs");
  });

  it("takes a rule of another instance for what it is", async () => {
    const { context, entry } = await setUp();
    const other = makeInstance(context, { name: "broker-two" });
    const { items } = await importRules(context, other, { yaml: file(entry("report-1", "TopicA")), dryRun: false });
    expect(items).toMatchObject([{ outcome: "refused", code: "RULE_ID_TAKEN", errors: [{ field: "ruleId" }] }]);
  });

  it("refuses the second of two rules with one ID and names the first", async () => {
    const { entry, run } = await setUp();
    const { items } = await run(file(entry("report-2", "TopicX"), entry("report-2", "TopicX")), { dryRun: true });
    expect(items[1]).toMatchObject({ outcome: "refused", errors: [{ field: "ruleId" }] });
    expect(items[1]?.message).toContain("Rule 1");
  });
});

describe("reading a rule file", () => {
  it.each([
    ["what is not YAML, with its line", "apiVersion: sluice/v1\nrules: [", "yaml", /Line \d/],
    ["another kind of file", "apiVersion: v1\nkind: Pod\nrules: [{}]", "apiVersion", /sluice\/v1/],
    ["a misspelt field", "apiVersion: sluice/v1\nkind: Rules\nrule: []\nrules: [{}]", "rule", /no such field/],
    ["a key that stands twice", "apiVersion: sluice/v1\nkind: Rules\nkind: Rules\nrules: [{}]", "yaml", /unique/],
    [
      "a tag that would make something of the text",
      "apiVersion: !!js/function x\nkind: Rules\nrules: [{}]",
      "yaml",
      /tags/,
    ],
    ["several documents", `${file("\n  - {}")}---\n${file("\n  - {}")}`, "yaml", /document/],
  ])("refuses %s", (_name, text, field, message) => {
    expect(() => parseRuleFile(text)).toThrow(
      expect.objectContaining({
        code: "VALIDATION",
        errors: expect.arrayContaining([expect.objectContaining({ field })]),
      }),
    );
    expect(() => parseRuleFile(text)).toThrow(message);
  });

  // Each of these once took minutes, or ended the process.
  it.each([
    ["brackets", "[".repeat(500_000)],
    ["dashes", "- ".repeat(250_000)],
    ["keys in flow", "[".repeat(30) + "? ".repeat(100_000)],
    ["maps in flow", "{a: ".repeat(100_000)],
    ["indentation", Array.from({ length: 900 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
    ["anchors", "&a ".repeat(150_000)],
    ["tags", "!x ".repeat(150_000)],
    ["aliases", "a: &a [x]\nb: [*a, *a]"],
    ["lines", "-\n".repeat(200_000)],
  ])("refuses a file made of %s at once", (_name, text) => {
    expect(() => parseRuleFile(text)).toThrow(
      expect.objectContaining({ code: "VALIDATION", errors: [expect.objectContaining({ field: "yaml" })] }),
    );
  });

  it("takes JSON too, in one line", () => {
    const rules = Array.from({ length: 100 }, (_, i) => ({ ruleId: `r-${i}`, source: { topic: "a" } }));
    expect(parseRuleFile(JSON.stringify({ apiVersion: "sluice/v1", kind: "Rules", rules }))).toEqual(rules);
  });

  it("bounds the size of a file", () => {
    expect(ImportRulesInput.safeParse({ yaml: "x".repeat(limits.ruleFileBytesMax + 1) }).success).toBe(false);
    const tooMany = file(...Array.from({ length: limits.rulesPerRequestMax + 1 }, () => "\n  - {}"));
    expect(() => parseRuleFile(tooMany)).toThrow(/at most/);
  });
});

describe("enabling and disabling many rules", () => {
  it("gives each rule its own result and names why one was refused", async () => {
    const { context, instanceId, entry, run } = await setUp();
    await run(file(entry("report-2", "TopicX", "\n    status: disabled")));
    const { items } = setRuleStatuses(context, instanceId, ["report-1", "gone", "report-2", "report-1"], "disabled");
    expect(items).toEqual([
      { ruleId: "report-1", outcome: "changed" },
      { ruleId: "gone", outcome: "refused", code: "RULE_NOT_FOUND", message: expect.stringContaining("gone") },
      { ruleId: "report-2", outcome: "unchanged" },
    ]);
    expect(getRule(context, "report-1").status).toBe("disabled");
  });

  it("leaves the rules of another instance alone", async () => {
    const { context } = await setUp();
    const other = makeInstance(context, { name: "broker-two" });
    expect(setRuleStatuses(context, other, ["report-1"], "disabled").items).toMatchObject([{ outcome: "refused" }]);
    expect(getRule(context, "report-1").status).toBe("enabled");
  });
});
