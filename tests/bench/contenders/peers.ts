import { Program } from "@/tests/bench/program";
import { benchTopics } from "@/tests/bench/topics";
import { type Bridge, running, stored } from "./contract";
import { compileBridge, peerFile, provideLibraries } from "./libraries";

const topic = benchTopics.yardstick;

const plainJava: Bridge = {
  kind: "bridge",
  name: "peer-java",
  isOurs: false,
  description:
    "plain Java: Eclipse Paho 1.2.5 (MQTT 5) with manual acknowledgements and DefaultMQProducer 4.9.7, 500 sends under way",
  waitedFor: stored,
  share: 0.1,
  warmUpShare: 0.5,
  async start({ product, mosquittoPort: mqttPort, stored: count }) {
    const flags = ["-Xmx512m", "-cp", compileBridge(), "PahoBridge"];
    const program = Program.run("plain Java", "java", [...flags, mqttPort, product.app.nameServer, topic]);
    await program.lineWith("isReady", 60_000);
    return running(program, { mqttPort, parentTopic: topic, countDone: () => count(topic) });
  },
};

const camel: Bridge = {
  kind: "bridge",
  name: "peer-camel",
  isOurs: false,
  description: "Apache Camel 4.17.0, paho-mqtt5 to rocketmq, manual acknowledgements, waiting for each send result",
  waitedFor: stored,
  share: 0.05,
  warmUpShare: 0.5,
  async start({ product, mosquittoPort: mqttPort, stored: count }) {
    const settings = [
      "-Dorg.slf4j.simpleLogger.logFile=System.out",
      `-Dcamel.main.routes-include-pattern=file:${peerFile("camel/routes.yaml")}`,
      `-Dbench.mqttPort=${mqttPort}`,
      `-Dbench.topic=${topic}`,
      `-Dbench.nameServer=${product.app.nameServer}`,
    ];
    const flags = ["-Xmx512m", ...settings, "-cp", provideLibraries("camel")];
    const program = Program.run("Apache Camel", "java", [...flags, "org.apache.camel.main.Main"]);
    await program.lineContaining("started in", 90_000);
    return running(program, { mqttPort, parentTopic: topic, countDone: () => count(topic) });
  },
};

/** Speaks gRPC, so it writes to the RocketMQ 5 of the run. */
const naiveNode: Bridge = {
  kind: "bridge",
  name: "peer-node",
  isOurs: false,
  description: "mqtt.js and the official Node client over gRPC to RocketMQ 5.5.0, one send a message, 512 under way",
  waitedFor: stored,
  share: 0.05,
  warmUpShare: 0.2,
  async start({ mosquittoPort: mqttPort, grpcEndpoint, stored5: count }) {
    const program = Program.start("naive-bridge", [mqttPort, grpcEndpoint, topic, `${topic}/#`]);
    await program.lineWith("isReady", 60_000);
    return running(program, { mqttPort, parentTopic: topic, countDone: () => count(topic) });
  },
};

/** Other ways to do the same job. */
export const peers: readonly Bridge[] = [naiveNode, plainJava, camel];
