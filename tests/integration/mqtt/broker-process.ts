import { openMqttBroker } from "@/server/embedded/mqtt-broker/mqtt-broker";

// A broker in a process of its own, so that a test can kill it: data folder and port come as arguments.
const [dataDir, port] = process.argv.slice(2);
if (dataDir === undefined || port === undefined) {
  throw new Error("data folder and port are missing");
}
await openMqttBroker({ host: "127.0.0.1", port: Number(port), wsPort: undefined, dataDir });
process.send?.("open");
