// Yardstick: a bare mqtt.js subscriber that counts and does nothing else: the ceiling for one external subscription.
import { connect } from "mqtt";

const [mqttPort, filter] = process.argv.slice(2);
const client = connect({
  host: "127.0.0.1",
  port: Number(mqttPort),
  protocolVersion: 4,
  clean: true,
  clientId: `count-${process.pid}`,
});
let received = 0;
let reported = 0;
client.on("message", () => {
  received++;
});
client.subscribe(filter, { qos: 1 }, () => console.log(JSON.stringify({ isReady: true })));
setInterval(() => {
  if (received !== reported) {
    reported = received;
    console.log(JSON.stringify({ received }));
  }
}, 10);
