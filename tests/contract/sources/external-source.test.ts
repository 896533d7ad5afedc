import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { MqttConnection } from "@/lib/instances/schemas";
import { openMqttBroker } from "@/server/embedded/mqtt-broker/mqtt-broker";
import { ExternalSource } from "@/server/runtime/sources/external-source";
import { FaultProxy } from "@/tests/helpers/fault-proxy";
import { describeSource } from "./source-contract";

// The broker of this project stands in for a foreign one here; Mosquitto has its turn in the integration tests.
describeSource("the external source", {
  parentTopic: "TopicA",
  async open() {
    const dataDir = mkdtempSync(path.join(tmpdir(), "sluice-broker-"));
    const broker = await openMqttBroker({ host: "127.0.0.1", port: 0, wsPort: undefined, dataDir });
    const proxy = new FaultProxy({ host: "127.0.0.1", port: broker.port });
    await proxy.listen();
    const connection = MqttConnection.parse({ url: `mqtt://127.0.0.1:${proxy.port}` });
    return {
      publishPort: broker.port,
      createSource: () =>
        new ExternalSource({ connection, parentTopic: "TopicA", installationId: "test", ruleId: "contract" }),
      cut: () => proxy.cut(),
      close: async () => {
        await proxy.close();
        await broker.close();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  },
});
