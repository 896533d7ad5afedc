import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { mosquittoPub } from "@/tests/helpers/mosquitto-pub";
import { openTestBroker } from "./broker-harness";

const run = promisify(execFile);

describe.each(["mqttv5", "mqttv311"] as const)("Mosquitto's clients by %s", (protocolVersion) => {
  test.each([0, 1, 2] as const)("publish with QoS %i to the embedded broker", async (qos) => {
    const { broker } = await openTestBroker();
    const seen: unknown[] = [];
    broker.handlePublishes("TopicA", {
      publish(message, hold) {
        seen.push([message.topic, message.payload.toString("hex"), message.qos, message.clientId]);
        hold?.confirm();
      },
      onHoldsVoid: () => undefined,
      onLost: () => undefined,
    });
    const payload = Buffer.from([0, 1, 2, 255]);
    await mosquittoPub({ port: broker.port, topic: "TopicA/ü", qos, clientId: "m1", protocolVersion }, payload);
    await expect.poll(() => seen).toEqual([["TopicA/ü", "000102ff", qos, "m1"]]);
  });

  test("subscribe at the embedded broker and get a retained message", async () => {
    const { broker } = await openTestBroker();
    const payload = Buffer.from("kept");
    await mosquittoPub({ port: broker.port, topic: "TopicA/r", qos: 1, protocolVersion, extra: ["-r"] }, payload);
    const parameters = [
      "-p",
      String(broker.port),
      "-V",
      protocolVersion,
      "-t",
      "TopicA/#",
      "-q",
      "1",
      "-C",
      "1",
      "-W",
      "10",
    ];
    const { stdout } = await run("mosquitto_sub", parameters);
    expect(stdout).toBe("kept\n");
  });
});
