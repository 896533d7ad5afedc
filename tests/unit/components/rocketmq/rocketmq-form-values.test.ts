import { expect, it } from "vitest";
import {
  emptyRocketmqForm,
  toAddresses,
  toRocketmqConnection,
  toRocketmqField,
  toRocketmqPatch,
} from "@/components/rocketmq/rocketmq-form-values";
import { CreateRocketmqInstanceInput, UpdateRocketmqInstanceInput } from "@/lib/rocketmq/schemas";

it("reads addresses however people paste them", () => {
  expect(toAddresses(" a:9876\nb:9876; c:9876,d:9876 \n")).toEqual(["a:9876", "b:9876", "c:9876", "d:9876"]);
});

it("makes an input that the schema takes, for either protocol", () => {
  const remoting = { ...emptyRocketmqForm, nameServers: "a:9876" };
  const grpc = { ...emptyRocketmqForm, series: "5.0" as const, protocol: "grpc" as const, endpoints: "p:8081" };
  for (const values of [remoting, grpc]) {
    const input = { name: "erp-bus", regionId: "cn-hangzhou", series: "5.0", ...toRocketmqConnection(values) };
    expect(CreateRocketmqInstanceInput.safeParse(input).error).toBeUndefined();
  }
});

it("forgets gRPC when the series goes back to 4.0, which has none", () => {
  const values = { ...emptyRocketmqForm, protocol: "grpc" as const, endpoints: "p:8081", nameServers: "a:9876" };
  expect(toRocketmqConnection(values).endpoint).toEqual({ protocol: "remoting", nameServers: ["a:9876"] });
});

it("taking the AccessKey away takes its secrets away, and an untouched secret stays", () => {
  const open = toRocketmqPatch({ ...emptyRocketmqForm, nameServers: "a:9876" });
  expect(UpdateRocketmqInstanceInput.parse(open)).toMatchObject({ accessKey: null, secretKey: null, tls: null });
  const kept = toRocketmqPatch({ ...emptyRocketmqForm, nameServers: "a:9876", accessKey: "k" });
  expect(kept).not.toHaveProperty("secretKey");
});

it("puts the server's message for one address at the field of all", () => {
  expect(toRocketmqField("endpoint.nameServers.0")).toBe("nameServers");
  expect(toRocketmqField("tls.ca")).toBe("ca");
  expect(toRocketmqField("regionId")).toBeUndefined();
});
