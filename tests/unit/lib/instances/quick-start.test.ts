import { expect, it } from "vitest";
import { quickStart } from "@/lib/instances/quick-start";

const codeOf = (id: string, input: Parameters<typeof quickStart>[0]) =>
  quickStart(input).find((sample) => sample.id === id)?.code ?? "";

it("names the real address in every program", () => {
  const input = { url: "mqtt://127.0.0.1:1883", topic: "TopicA", hasPassword: false };
  expect(codeOf("mosquitto", input)).toContain("-h 127.0.0.1 -p 1883");
  expect(codeOf("node", input)).toContain('"mqtt://127.0.0.1:1883"');
  expect(codeOf("java", input)).toContain('"tcp://127.0.0.1:1883"');
  for (const sample of quickStart(input)) {
    expect(sample.code).toContain("TopicA/device-1");
  }
});

it("asks for a password without ever writing one", () => {
  const input = { url: "mqtts://broker:8883", topic: "TopicA", username: "svc", hasPassword: true };
  expect(codeOf("mosquitto", input)).toContain("-P '<password>'");
  expect(codeOf("mosquitto", input)).toContain("--tls-use-os-certs");
  expect(codeOf("node", input)).toContain("process.env.MQTT_PASSWORD");
  expect(codeOf("java", input)).toContain('"ssl://broker:8883"');
});

it("offers no mosquitto_pub for WebSocket, which it cannot speak", () => {
  expect(quickStart({ url: "ws://h:80", topic: "t", hasPassword: false }).map(({ id }) => id)).toEqual([
    "node",
    "java",
  ]);
});

it("uses the scheme's own port where the address has none", () => {
  expect(codeOf("mosquitto", { url: "mqtts://[2001:db8::1]", topic: "t", hasPassword: false })).toContain(
    "-h 2001:db8::1 -p 8883",
  );
});
