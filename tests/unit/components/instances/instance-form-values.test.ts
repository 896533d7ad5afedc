import { expect, it } from "vitest";
import {
  emptyInstanceForm,
  toConnection,
  toConnectionPatch,
  toInstanceField,
} from "@/components/instances/instance-form-values";
import { MqttConnection, MqttConnectionPatch } from "@/lib/instances/schemas";

const filled = {
  ...emptyInstanceForm,
  name: "plant",
  url: "mqtts://broker:8883",
  username: "svc",
  clientIdPrefix: "GID_a@@@",
};

it("makes a connection that the schema takes, without what was left empty", () => {
  const connection = toConnection(filled);
  expect(MqttConnection.parse(connection)).toEqual({
    url: "mqtts://broker:8883",
    protocolVersion: "auto",
    auth: "password",
    username: "svc",
    clientIdPrefix: "GID_a@@@",
    tls: { rejectUnauthorized: true },
  });
});

it("sends no TLS settings to a plain address and no password with a signature", () => {
  const values = {
    ...filled,
    url: "mqtt://b:1883",
    auth: "signature" as const,
    password: "p",
    accessKey: "k",
    secretKey: "s",
  };
  const connection = toConnection(values);
  expect(connection).toMatchObject({ auth: "signature", accessKey: "k", secretKey: "s" });
  expect(Object.keys(connection)).not.toEqual(expect.arrayContaining(["password", "tls", "username"]));
});

it("a change takes emptied fields away and leaves an untouched secret alone", () => {
  const patch = toConnectionPatch({ ...filled, username: "" });
  expect(MqttConnectionPatch.parse(patch)).toMatchObject({ username: null, accessKey: null });
  expect(patch).not.toHaveProperty("password");
});

it.each([
  ["name", "name"],
  ["connection.url", "url"],
  ["connection.tls.ca", "ca"],
  ["regionId", undefined],
  ["connection", undefined],
])("puts the server's message for %s at the field %s", (path, field) => {
  expect(toInstanceField(path)).toBe(field);
});
