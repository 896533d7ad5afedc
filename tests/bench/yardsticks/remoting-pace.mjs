// Yardstick: one message after another straight into RocketMQ at a steady rate: the floor for latency.
import { encodeMessage, RemotingSender, toProperties } from "./remoting-sender.mjs";
import { SteadyRate } from "./steady-rate.mjs";

const [brokerPort, topic, ratePerSecond, seconds, bodyBytes] = process.argv.slice(2);
const sender = await RemotingSender.open(Number(brokerPort));
const body = Buffer.alloc(Number(bodyBytes), 97);

new SteadyRate(Number(ratePerSecond), Number(seconds)).start((_, answered) => {
  const message = encodeMessage(body, toProperties("bench/paced/t", 1, "GID_bench@@@device"));
  sender.send(topic, [message]).then(answered);
});
