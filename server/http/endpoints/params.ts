import { AppError } from "@/server/errors";

type Params = Readonly<Record<string, string>>;

/** A parameter of the path's own pattern: always there. */
export function param(params: Params, name: string): string {
  const value = params[name];
  if (value === undefined) {
    throw new AppError("ROUTE_NOT_FOUND", "There is no such path.");
  }
  return value;
}

export const instanceIdOf = (params: Params) => param(params, "instanceId");
export const ruleIdOf = (params: Params) => param(params, "ruleId");
export const topicOf = (params: Params) => param(params, "topic");
