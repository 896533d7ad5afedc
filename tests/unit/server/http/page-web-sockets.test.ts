import { expect, test } from "vitest";
import { toContentSecurityPolicy } from "@/server/http/content-security-policy";
import { pageWebSockets } from "@/server/http/page-web-sockets";

const endpoints: Record<string, string[]> = {
  "mqtt-1": ["mqtt://127.0.0.1:1883", "ws://127.0.0.1:8083"],
  "mqtt-2": ["mqtt://host:1883"],
};
const of = (pathname: string) => pageWebSockets(pathname, (instanceId) => endpoints[instanceId] ?? []);

test("the test client's page may reach its own instance's WebSockets and nothing else", () => {
  expect(of("/cn-hangzhou/instances/mqtt-1/test-client")).toEqual(["ws://127.0.0.1:8083"]);
  expect(of("/cn-hangzhou/instances/mqtt-2/test-client")).toEqual([]);
  expect(of("/cn-hangzhou/instances/unknown/test-client")).toEqual([]);
});

test.each([
  "/cn-hangzhou/instances/mqtt-1",
  "/cn-hangzhou/instances/mqtt-1/topics/test-client",
  "/x/instances/%/test-client",
])("%s may open no WebSocket", (pathname) => {
  expect(of(pathname)).toEqual([]);
});

test("the policy names them in connect-src", () => {
  const options = { nonce: "n", isDevelopment: false };
  expect(toContentSecurityPolicy({ ...options, webSockets: ["ws://a:1"] })).toContain("connect-src 'self' ws://a:1;");
  expect(toContentSecurityPolicy({ ...options, webSockets: [] })).toContain("connect-src 'self';");
});
