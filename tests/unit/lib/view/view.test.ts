import { createLoader } from "nuqs/server";
import { describe, expect, it } from "vitest";
import { cn } from "@/lib/view/cn";
import { isSameParams } from "@/lib/view/is-same-params";
import { instanceListParams, toPageSize } from "@/lib/view/list-params";
import { middleTruncate } from "@/lib/view/middle-truncate";
import { pageList } from "@/lib/view/page-list";
import { paths } from "@/lib/view/paths";
import { isTimeZone, preferenceCookie, toTheme } from "@/lib/view/preferences";
import { queryString } from "@/lib/view/query-string";
import { regionSwitchHref } from "@/lib/view/region-switch-href";

describe("pageList", () => {
  it("always shows the first, the last, the current page and its neighbours", () => {
    for (let pageCount = 1; pageCount <= 30; pageCount += 1) {
      for (let page = 1; page <= pageCount; page += 1) {
        const numbers = pageList(page, pageCount).filter((entry) => typeof entry === "number");
        const expected = [1, page - 1, page, page + 1, pageCount].filter((entry) => entry >= 1 && entry <= pageCount);
        expect(numbers).toEqual(expect.arrayContaining(expected));
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      }
    }
  });
  it("marks what it leaves out", () => {
    expect(pageList(10, 20)).toEqual([1, "gap-before", 9, 10, 11, "gap-after", 20]);
  });
});

describe("middleTruncate", () => {
  it("keeps both ends and never grows longer than asked", () => {
    expect(middleTruncate("MQ_INST_1234567890123456_abcdefgh", 13)).toBe("MQ_INS…cdefgh");
    expect(middleTruncate("short", 13)).toBe("short");
  });
});

it("switching the region keeps the kind of page and drops the instance", () => {
  expect(regionSwitchHref("/cn-hangzhou/instances/mqtt-cn-1/topics", "us-east-1")).toBe("/us-east-1/instances");
  expect(regionSwitchHref("/cn-hangzhou/rocketmq-instances/x", "us-east-1")).toBe("/us-east-1/rocketmq-instances");
});

it("addresses escape what people name things", () => {
  expect(paths.topic("cn-hangzhou", "a/b", "x?y")).toBe("/cn-hangzhou/instances/a%2Fb/topics/x%3Fy");
});

it("the message browser and Message Tracing are opened at what one came from", () => {
  expect(paths.browse("cn-hangzhou", "rmq-1", "a%b")).toBe(
    "/cn-hangzhou/rocketmq-instances/rmq-1?tab=messages&topic=a%25b",
  );
  const base = "/cn-hangzhou/instances/mqtt-1/tracing";
  expect(paths.tracing("cn-hangzhou", "mqtt-1")).toBe(base);
  expect(paths.tracing("cn-hangzhou", "mqtt-1", { rule: "r" })).toBe(`${base}?rule=r`);
  expect(paths.tracing("cn-hangzhou", "mqtt-1", { parentTopic: "t" })).toBe(`${base}?topic=t%2F%23`);
  expect(paths.tracing("cn-hangzhou", "mqtt-1", { device: "GID_a@@@1" })).toBe(
    `${base}?tab=devices&client=GID_a%40%40%401`,
  );
});

it("a query leaves empty values out", () => {
  expect(queryString({ q: "", page: 1, key: "a&b", none: undefined })).toBe("page=1&key=a%26b");
});

it("a page size from the address is held to the limits", () => {
  expect(toPageSize(null, 50)).toBe(50);
  expect(toPageSize(100_000, 50)).toBe(20);
  expect(toPageSize(-1, 50)).toBe(20);
});

it("compares parameters by value", () => {
  expect(isSameParams({ a: 1, b: "" }, { b: "", a: 1 })).toBe(true);
  expect(isSameParams({ a: 1 }, { a: 1, b: undefined })).toBe(false);
});

it("a later class of the same kind wins, a colour does not push out a size", () => {
  expect(cn("px-4 text-xs text-fg", false, "px-0 text-link")).toBe("text-xs px-0 text-link");
});

it("preferences from cookies are only taken when they are known", () => {
  expect(toTheme("dark")).toBe("dark");
  expect(toTheme("<script>")).toBe("light");
  expect(isTimeZone("Asia/Shanghai")).toBe(true);
  expect(isTimeZone("Mars/Base")).toBe(false);
  expect(preferenceCookie("region", "a;b")).toContain("sluice-region=a%3Bb; Path=/");
});

describe("instanceListParams", () => {
  const load = createLoader(instanceListParams);
  it("reads filters from the address and leaves out what no instance can be", () => {
    expect(load("?type=Basic&tag=env%3Aprod&status=InService")).toMatchObject({
      type: "Basic",
      tag: "env:prod",
      status: "InService",
    });
    expect(load("?type=Gold&broker=mine")).toMatchObject({ type: null, tag: null, broker: null });
  });
});

describe("the address of a rule", () => {
  const rule = (ruleId: string) => paths.rule("cn-hangzhou", "mqtt-1", ruleId);

  it("is never the wizard's, whatever the rule is called", () => {
    expect(rule("create")).not.toBe(paths.createRule("cn-hangzhou", "mqtt-1"));
    expect(rule("create")).toBe("/cn-hangzhou/instances/mqtt-1/rules/create/details");
    expect(rule("Create")).toBe("/cn-hangzhou/instances/mqtt-1/rules/Create");
  });

  it("for editing is one level below its ID", () => {
    expect(paths.editRule("cn-hangzhou", "mqtt-1", "create")).toBe("/cn-hangzhou/instances/mqtt-1/rules/create/edit");
  });
});
