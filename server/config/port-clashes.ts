interface PortSettings {
  port: number;
  mqtt: { port: number; wsPort: number } | undefined;
  rocketmq: RocketmqPorts | undefined;
  rocketmq5: RocketmqPorts | undefined;
}

interface RocketmqPorts {
  namesrvPort: number;
  brokerPort: number;
  grpcPort: number;
}

export interface PortUse {
  port: number;
  setting: string;
  /** What listens there, in words for people. */
  part: string;
  /** Where it will listen; undefined is every address. */
  host?: string;
}

function rocketmqPorts({ namesrvPort, brokerPort }: RocketmqPorts, prefix: string, name: string): PortUse[] {
  const setting = `${prefix}_BROKER_PORT`;
  return [
    { port: namesrvPort, setting: `${prefix}_NAMESRV_PORT`, part: `the embedded ${name} name server` },
    { port: brokerPort, setting, part: `the embedded ${name} broker` },
    { port: brokerPort - 2, setting, part: `the embedded ${name} broker (its port - 2)` },
    { port: brokerPort + 1, setting, part: `the embedded ${name} broker (its port + 1)` },
  ];
}

function grpcPorts({ grpcPort }: RocketmqPorts): PortUse[] {
  const setting = "SLUICE_ROCKETMQ_GRPC_PORT";
  return [
    { port: grpcPort, setting, part: "the embedded RocketMQ gRPC proxy" },
    { port: grpcPort + 1, setting, part: "the embedded RocketMQ gRPC proxy (its port + 1)" },
  ];
}

/** Every port that this copy of the product will listen on, with the setting that moves it. */
export function listPortUses(
  settings: PortSettings & { host?: string; mqtt: (PortSettings["mqtt"] & { host?: string }) | undefined },
): PortUse[] {
  const uses: PortUse[] = [
    { port: settings.port, setting: "SLUICE_PORT", part: "the console", ...(settings.host && { host: settings.host }) },
  ];
  if (settings.mqtt) {
    const host = settings.mqtt.host;
    uses.push(
      {
        port: settings.mqtt.port,
        setting: "SLUICE_MQTT_PORT",
        part: "the embedded MQTT broker",
        ...(host && { host }),
      },
      {
        port: settings.mqtt.wsPort,
        setting: "SLUICE_MQTT_WS_PORT",
        part: "the embedded MQTT broker (WebSocket)",
        ...(host && { host }),
      },
    );
  }
  const { rocketmq, rocketmq5 } = settings;
  if (rocketmq) {
    uses.push(...rocketmqPorts(rocketmq, "SLUICE_ROCKETMQ", "RocketMQ"));
  }
  if (rocketmq5) {
    uses.push(...rocketmqPorts(rocketmq5, rocketmq ? "SLUICE_ROCKETMQ5" : "SLUICE_ROCKETMQ", "RocketMQ 5"));
    uses.push(...grpcPorts(rocketmq5));
  }
  return uses;
}

/** Two parts on one port, said in the names of the settings. */
export function findPortClashes(settings: Parameters<typeof listPortUses>[0]): string[] {
  const byPort = new Map<number, PortUse>();
  const problems: string[] = [];
  for (const use of listPortUses(settings)) {
    const other = byPort.get(use.port);
    if (other) {
      problems.push(
        `${use.setting}: port ${use.port} is taken by both ${other.part} (${other.setting}) and ${use.part}`,
      );
    }
    byPort.set(use.port, use);
  }
  return problems;
}
