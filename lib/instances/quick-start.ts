export interface QuickStartInput {
  /** Such as `mqtts://host:8883`. */
  url: string;
  /** Parent topic to publish to. */
  topic: string;
  username?: string | undefined;
  /** The broker asks for a password; it is never written out. */
  hasPassword: boolean;
}

export interface QuickStartSample {
  id: "mosquitto" | "node" | "java";
  label: string;
  code: string;
}

const message = '{"temperature": 21.5}';
const defaultPorts: Record<string, string> = { mqtt: "1883", mqtts: "8883", ws: "80", wss: "443" };

function mosquitto({ url, topic, username, hasPassword }: QuickStartInput): string {
  const [, scheme = "mqtt", host = "", port] = /^(\w+):\/\/(\[[^\]]+\]|[^/:]+)(?::(\d+))?/.exec(url) ?? [];
  const lines = [
    `mosquitto_pub -h ${host.replace(/[[\]]/g, "")} -p ${port ?? defaultPorts[scheme] ?? "1883"} -V mqttv5 \\`,
    ...(scheme === "mqtts" ? ["  --tls-use-os-certs \\"] : []),
    ...(username === undefined ? [] : [`  -u '${username}' \\`]),
    ...(hasPassword ? ["  -P '<password>' \\"] : []),
    `  -q 1 -t '${topic}/device-1' -m '${message}'`,
  ];
  return lines.join("\n");
}

function node({ url, topic, username, hasPassword }: QuickStartInput): string {
  const options = [
    "protocolVersion: 5",
    ...(username === undefined ? [] : [`username: ${JSON.stringify(username)}`]),
    ...(hasPassword ? ["password: process.env.MQTT_PASSWORD"] : []),
  ];
  return `// npm install mqtt
import mqtt from "mqtt";

const client = await mqtt.connectAsync(${JSON.stringify(url)}, { ${options.join(", ")} });
await client.publishAsync(${JSON.stringify(`${topic}/device-1`)}, JSON.stringify({ temperature: 21.5 }), { qos: 1 });
await client.endAsync();`;
}

function java({ url, topic, username, hasPassword }: QuickStartInput): string {
  const serverUrl = url.replace(/^mqtts:/, "ssl:").replace(/^mqtt:/, "tcp:");
  const options = [
    ...(username === undefined ? [] : [`        options.setUserName(${JSON.stringify(username)});`]),
    ...(hasPassword ? ['        options.setPassword(System.getenv("MQTT_PASSWORD").getBytes());'] : []),
  ];
  return `// org.eclipse.paho:org.eclipse.paho.mqttv5.client:1.2.5
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

public class Publish {
    public static void main(String[] args) throws Exception {
        MqttConnectionOptions options = new MqttConnectionOptions();
${options.map((line) => `${line}\n`).join("")}        try (MqttClient client = new MqttClient(${JSON.stringify(serverUrl)}, "GID_demo@@@device-1")) {
            client.connect(options);
            client.publish(${JSON.stringify(`${topic}/device-1`)}, ${JSON.stringify(message)}.getBytes(), 1, false);
            client.disconnect();
        }
    }
}`;
}

/** Programs that publish one message, with the real address; a password is only named. Paho speaks TCP and TLS and takes ws as it is. */
export function quickStart(input: QuickStartInput): QuickStartSample[] {
  const isSocket = /^wss?:/.test(input.url);
  return [
    // mosquitto_pub cannot speak WebSocket.
    ...(isSocket ? [] : [{ id: "mosquitto" as const, label: "mosquitto_pub", code: mosquitto(input) }]),
    { id: "node", label: "Node.js (mqtt)", code: node(input) },
    { id: "java", label: "Java (Paho)", code: java(input) },
  ];
}
