// Yardstick: a bare mqtt.js subscriber that counts and does nothing else: the ceiling for one external subscription.
import { connect } from "mqtt";

const [mqttPort, messages, filter] = process.argv.slice(2);
const client = connect({
  host: "127.0.0.1",
  port: Number(mqttPort),
  protocolVersion: 4,
  clean: true,
  clientId: `count-${process.pid}`,
});
let received = 0;
client.on("message", () => {
  received++;
  if (received === Number(messages)) {
    console.log(JSON.stringify({ received }));
  }
});
client.subscribe(filter, { qos: 1 }, () => console.log(JSON.stringify({ isReady: true })));
