import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { errorCodes } from "@/lib/error-codes";
import { enMessages } from "@/lib/i18n/messages/en";
import { zhCnMessages } from "@/lib/i18n/messages/zh-cn";
import { stateReasonCodes } from "@/lib/rules/states";
import { sentences } from "@/lib/said/sentences";

function flatten(value: unknown, prefix = ""): [string, string][] {
  if (typeof value === "string") {
    return [[prefix, value]];
  }
  return Object.entries(value as object).flatMap(([key, part]) =>
    flatten(part, prefix === "" ? key : `${prefix}.${key}`),
  );
}

const en = flatten(enMessages);
const zh = new Map(flatten(zhCnMessages));

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const sources = ["app", "components", "lib"].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(`${root}${folder}/${file}`, "utf8")),
);

/** Per file: the namespaces it takes and every string in it; a `${…}` inside a template stands for anything. */
const users = sources.map((text) => ({
  namespaces: [...text.matchAll(/(?:useTranslations|getTranslations)\(\s*"([\w.-]+)"/g)].map((match) => match[1] ?? ""),
  strings: [...text.matchAll(/"([\w.-]+)"/g), ...text.matchAll(/()`([^`]*)`/g)].map(
    ([, plain, template]) =>
      new RegExp(
        `^${(plain || template || "")
          .split(/\$\{[^}]*\}/)
          .map(escaped)
          .join("[\\w-]+")}$`,
      ),
  ),
}));

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

const takers = sources.filter((text) => /\bt: \(key|\bt: ReturnType<typeof use|Translator/.test(text));

function isUsed(key: string): boolean {
  const byNamespace = users.some(({ namespaces, strings }) =>
    namespaces.some((namespace) => {
      const rest = key.startsWith(`${namespace}.`) ? key.slice(namespace.length + 1) : undefined;
      return rest !== undefined && strings.some((pattern) => pattern.test(rest));
    }),
  );
  // A function that is handed a translator names keys without the namespace.
  return byNamespace || takers.some((text) => text.includes(`"${key.slice(key.indexOf(".") + 1)}"`));
}

/** Names of the values a message takes, and the tags it has. */
function valuesOf(message: string): string[] {
  const names = [
    ...message.matchAll(/(?<!(?:=\d+|one|other)\s*)\{\s*(\w+)\s*[,}]/g),
    ...message.matchAll(/<(\w+)>/g),
  ].map((match) => match[1] ?? "");
  return [...new Set(names)].sort();
}

it("has every text in both languages", () => {
  expect([...zh.keys()].sort()).toEqual(en.map(([key]) => key).sort());
});

it("takes the same values in both languages", () => {
  const different = en.filter(([key, text]) => valuesOf(text).join() !== valuesOf(zh.get(key) ?? "").join());
  expect(different.map(([key]) => key)).toEqual([]);
});

it("leaves no text empty", () => {
  expect([...en, ...zh.entries()].filter(([, text]) => text.trim() === "")).toEqual([]);
});

// That no key is missing is checked by the compiler: keys are types (lib/i18n/next-intl.d.ts).
it("keeps no text that nothing shows", () => {
  const keys = en.map(([key]) => key).filter((key) => !/^(errors\.(code|validation)|rules\.reason|said)\./.test(key));
  expect(keys.filter((key) => !isUsed(key))).toEqual([]);
});

it("groups the digits of every count; the overview's backlog comes formatted", () => {
  const bare = [...en, ...zh].filter(
    ([key, message]) => /\{count\}/.test(message) && key !== "overview.figure.messages",
  );
  expect(bare).toEqual([]);
});

it("has a sentence for every reason of a state", () => {
  expect(Object.keys(enMessages.rules.reason).sort()).toEqual([...stateReasonCodes].sort());
});

it("has a sentence for everything that the server says by a code", () => {
  expect(Object.keys(enMessages.said).sort()).toEqual(Object.keys(sentences).sort());
});

it("keeps no sentence for a field that no schema says", () => {
  const source = readFileSync(`${root}lib/i18n/field-messages.ts`, "utf8");
  expect(Object.keys(enMessages.errors.validation).filter((key) => !source.includes(`"${key}"`))).toEqual([]);
});

it("has a sentence for every error code", () => {
  expect(Object.keys(enMessages.errors.code).sort()).toEqual([...errorCodes].sort());
});

it("Chinese has one word for one thing: what is disabled, a backlog, a parent topic, a name server", () => {
  const others = /停用|积压|父 Topic|子 Topic|Name Server/;
  expect([...zh].filter(([, message]) => others.test(message))).toEqual([]);
});
