import type { Problem } from "@/lib/error-codes";
import type { Group, Instance, Topic } from "@/lib/instances/schemas";
import type { RuleMetrics } from "@/lib/metrics/schemas";
import type { Page } from "@/lib/pages";
import type { RocketmqInstance, RocketmqTopic } from "@/lib/rocketmq/schemas";
import type { Rule } from "@/lib/rules/schemas";

/** An answer of the API that was not a success. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Partial<Problem>;
  constructor(method: string, path: string, status: number, problem: Partial<Problem>) {
    super(`${method} ${path}: ${status} ${problem.code ?? ""} ${problem.detail ?? ""}`);
    this.name = "ApiError";
    this.status = status;
    this.problem = problem;
  }
}

export interface Health {
  status: string;
  version: string;
  runtime: { state: string; pid: number };
  embedded: Record<string, unknown>;
}

export interface OutboundRule {
  ruleId: string;
  topic: string;
  rocketmqInstanceId: string;
  destinationTopic: string;
  description?: string;
  status?: "enabled" | "disabled";
}

/** A small client of the public API: throws an `ApiError` for whatever is not a success. */
export class ApiClient {
  readonly #base: string;
  constructor(baseUrl: string) {
    this.#base = `${baseUrl}/api/v1`;
  }

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#base}${path}`, {
      method,
      // One connection a call: a test that was busy for seconds would write on one that the server has closed as idle.
      headers: { connection: "close", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new ApiError(method, path, response.status, parseProblem(text));
    }
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  health(): Promise<Health> {
    return this.call("GET", "/health");
  }

  async embeddedInstance(): Promise<Instance> {
    const { items } = await this.call<Page<Instance>>("GET", "/instances?broker=embedded");
    return firstEmbedded(items);
  }

  async embeddedRocketmq(): Promise<RocketmqInstance> {
    const { items } = await this.call<Page<RocketmqInstance>>("GET", "/rocketmq-instances?pageSize=100");
    return firstEmbedded(items);
  }

  createTopic(instanceId: string, name: string): Promise<Topic> {
    return this.call("POST", `/instances/${instanceId}/topics`, { name });
  }

  createGroup(instanceId: string, groupId: string): Promise<Group> {
    return this.call("POST", `/instances/${instanceId}/groups`, { groupId });
  }

  createRocketmqTopic(rocketmqInstanceId: string, name: string, queueCount = 8): Promise<RocketmqTopic> {
    return this.call("POST", `/rocketmq-instances/${rocketmqInstanceId}/topics`, { name, queueCount });
  }

  createOutboundRule(instanceId: string, rule: OutboundRule): Promise<Rule> {
    const { ruleId, topic, rocketmqInstanceId, destinationTopic, description = "", status = "enabled" } = rule;
    return this.call("POST", `/instances/${instanceId}/rules`, {
      ruleId,
      description,
      status,
      type: "dataOutbound",
      source: { topic },
      destination: { service: "rocketmq", rocketmqInstanceId, topic: destinationTopic },
    });
  }

  rule(ruleId: string): Promise<Rule> {
    return this.call("GET", `/rules/${ruleId}`);
  }

  setRuleStatus(ruleId: string, action: "enable" | "disable"): Promise<Rule> {
    return this.call("POST", `/rules/${ruleId}/${action}`);
  }

  deleteRule(ruleId: string, discardBacklog = false): Promise<void> {
    return this.call("DELETE", `/rules/${ruleId}${discardBacklog ? "?discardBacklog=true" : ""}`);
  }

  metrics(ruleId: string): Promise<RuleMetrics> {
    return this.call("GET", `/rules/${ruleId}/metrics`);
  }
}

function parseProblem(text: string): Partial<Problem> {
  try {
    return JSON.parse(text) as Partial<Problem>;
  } catch {
    return { detail: text.slice(0, 200) };
  }
}

function firstEmbedded<T extends { broker: "embedded" | "external" }>(items: readonly T[]): T {
  const found = items.find((item) => item.broker === "embedded");
  if (found === undefined) {
    throw new Error("the product has no embedded instance");
  }
  return found;
}
