import { beforeEach, describe, expect, it } from "vitest";
import { type CreateInstanceInput, ListInstancesQuery } from "@/lib/instances/schemas";
import { createInstance } from "@/server/services/instances/create";
import { listInstances } from "@/server/services/instances/list";
import { listInstanceTags } from "@/server/services/instances/list-tags";
import { connection, createTestContext, type TestContext } from "./test-context";

let context: TestContext;

function make(name: string, changes: Partial<CreateInstanceInput> = {}): void {
  createInstance(context, {
    name,
    regionId: "cn-hangzhou",
    kernelVersion: "V3.3.0",
    instanceType: "Professional",
    connection,
    tags: {},
    ...changes,
  });
}

function namesBy(filter: Partial<ListInstancesQuery>): string[] {
  const page = listInstances(context, ListInstancesQuery.parse({ sort: "name", ...filter }));
  expect(page.total).toBe(page.items.length);
  return page.items.map(({ name }) => name);
}

beforeEach(() => {
  context = createTestContext();
  make("plain");
  make("production", { tags: { env: "prod", owner: "" } });
  make("staging", { instanceType: "Basic", tags: { env: "staging", "cost:center": "7" } });
  make("elsewhere", { regionId: "cn-beijing", instanceType: "Basic", tags: { env: "prod", site: "north" } });
});

describe("the list of instances", () => {
  it("shows those of a type only", () => {
    expect(namesBy({ type: "Basic" })).toEqual(["elsewhere", "staging"]);
    expect(namesBy({ type: "Basic", regionId: "cn-hangzhou" })).toEqual(["staging"]);
    expect(namesBy({ type: "Serverless" })).toEqual([]);
  });

  it("shows those that carry a tag, by key or by key and value", () => {
    expect(namesBy({ tag: "env" })).toEqual(["elsewhere", "production", "staging"]);
    expect(namesBy({ tag: "env:prod" })).toEqual(["elsewhere", "production"]);
    expect(namesBy({ tag: "owner" })).toEqual(["production"]);
    expect(namesBy({ tag: "cost:center:7" })).toEqual(["staging"]);
    expect(namesBy({ tag: "env:pro" })).toEqual([]);
    expect(namesBy({ tag: "prod" })).toEqual([]);
  });

  it("takes all filters together", () => {
    expect(namesBy({ tag: "env", type: "Professional", q: "PROD" })).toEqual(["production"]);
  });

  it("refuses a type that does not exist", () => {
    expect(ListInstancesQuery.safeParse({ type: "Gold" }).success).toBe(false);
  });
});

it("offers each tag of a region once, and every offered tag finds its instances", () => {
  make("second", { tags: { env: "prod" } });
  const tags = listInstanceTags(context, "cn-hangzhou");
  expect(tags).toEqual(["cost:center:7", "env:prod", "env:staging", "owner"]);
  for (const tag of tags) {
    expect(namesBy({ tag, regionId: "cn-hangzhou" })).not.toEqual([]);
  }
});
