import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openMqttBroker } from "@/server/embedded/mqtt-broker/mqtt-broker";
import { EmbeddedSource } from "@/server/runtime/sources/embedded-source";
import { FaultProxy } from "@/tests/helpers/fault-proxy";
import { describeSource } from "./source-contract";

describeSource("the embedded source", {
  parentTopic: "TopicA",
  async open() {
    const dataDir = mkdtempSync(path.join(tmpdir(), "sluice-broker-"));
    const broker = await openMqttBroker({ host: "127.0.0.1", port: 0, wsPort: undefined, dataDir });
    const proxy = new FaultProxy({ host: "127.0.0.1", port: broker.port });
    await proxy.listen();
    return {
      publishPort: proxy.port,
      createSource: () => new EmbeddedSource({ broker, parentTopic: "TopicA" }),
      cut: () => proxy.cut(),
      close: async () => {
        await proxy.close();
        await broker.close();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  },
});
