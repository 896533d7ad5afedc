import { describe, expect, test } from "vitest";
import { MqttConnection } from "@/lib/instances/schemas";
import { mqttCredentials, sessionClientId } from "@/server/mqtt/identity";

describe("session identity", () => {
  test("names installation and rule", () => {
    expect(sessionClientId(undefined, "a1b2", "report-1")).toBe("sluice-a1b2-report-1");
  });

  test("carries the prefix a broker asks for", () => {
    expect(sessionClientId("GID_sluice@@@", "a1b2", "report-1")).toBe("GID_sluice@@@sluice-a1b2-report-1");
  });

  test("a prefixed ID stays within 64 characters and rules stay apart", () => {
    const long = "r".repeat(64);
    const one = sessionClientId("GID_sluice@@@", "installation", `${long}1`.slice(1));
    const two = sessionClientId("GID_sluice@@@", "installation", `${long}2`.slice(1));
    expect(one).toHaveLength(64);
    expect(two).toHaveLength(64);
    expect(one).not.toBe(two);
  });
});

describe("log-in", () => {
  const url = "mqtt://broker.example:1883";

  test("signature log-in signs the client ID with the secret key", () => {
    const connection = MqttConnection.parse({
      url,
      auth: "signature",
      accessKey: "LTAI",
      secretKey: "secret",
      signatureInstanceId: "mqtt-cn-1",
    });
    const { username, password } = mqttCredentials(connection, "GID_a@@@b");
    expect(username).toBe("Signature|LTAI|mqtt-cn-1");
    // printf 'GID_a@@@b' | openssl dgst -sha1 -hmac secret -binary | base64
    expect(password?.toString()).toBe("FX26fwB/PaWWZEpYqpBdqpN0Evw=");
  });

  test("password log-in passes user name and password as they are", () => {
    const connection = MqttConnection.parse({ url, username: "user", password: "pä ss" });
    expect(mqttCredentials(connection, "c")).toEqual({ username: "user", password: Buffer.from("pä ss") });
  });
});
