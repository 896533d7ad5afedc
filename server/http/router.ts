import type { Endpoint } from "./endpoint";
import { endpoints } from "./endpoints/all";

export interface Match {
  /** By method; every endpoint of the path. */
  byMethod: ReadonlyMap<string, Endpoint>;
  params: Readonly<Record<string, string>>;
}

interface Route {
  segments: readonly string[];
  byMethod: Map<string, Endpoint>;
}

const routes = buildRoutes();

/** Fixed segments win over parameters: `/instances/test` is not an instance. */
function buildRoutes(): Route[] {
  const byPath = new Map<string, Route>();
  for (const endpoint of endpoints) {
    const route = byPath.get(endpoint.path) ?? { segments: endpoint.path.slice(1).split("/"), byMethod: new Map() };
    route.byMethod.set(endpoint.method, endpoint);
    byPath.set(endpoint.path, route);
  }
  return [...byPath.values()].sort((left, right) => countParams(left.segments) - countParams(right.segments));
}

function countParams(segments: readonly string[]): number {
  return segments.filter(isParam).length;
}

function isParam(segment: string): boolean {
  return segment.startsWith("{");
}

/** `path` is below /api/v1 and still percent-encoded. */
export function matchRoute(path: string): Match | undefined {
  const segments = path.split("/").slice(1).map(decode);
  if (segments.at(-1) === "") {
    segments.pop();
  }
  for (const route of routes) {
    const params = matchSegments(route.segments, segments);
    if (params !== undefined) {
      return { byMethod: route.byMethod, params };
    }
  }
  return undefined;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly (string | undefined)[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [i, expected] of pattern.entries()) {
    const actual = segments[i];
    if (actual === undefined || actual === "") {
      return undefined;
    }
    if (isParam(expected)) {
      params[expected.slice(1, -1)] = actual;
    } else if (expected !== actual) {
      return undefined;
    }
  }
  return params;
}
