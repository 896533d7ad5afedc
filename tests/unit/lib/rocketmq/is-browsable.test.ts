import { expect, it } from "vitest";
import { isBrowsable } from "@/lib/rocketmq/is-browsable";

it("topics and messages can be read wherever a name server is known", () => {
  const grpc = { protocol: "grpc", endpoints: "127.0.0.1:8081", ordering: "ordered" } as const;
  expect(isBrowsable({ protocol: "remoting", nameServers: ["127.0.0.1:9876"] })).toBe(true);
  expect(isBrowsable({ ...grpc, adminNameServers: ["127.0.0.1:9876"] })).toBe(true);
  expect(isBrowsable(grpc)).toBe(false);
  expect(isBrowsable({ ...grpc, adminNameServers: [] })).toBe(false);
});
