interface PortSettings {
  port: number;
  mqtt: { port: number; wsPort: number } | undefined;
  rocketmq: { version: string; namesrvPort: number; brokerPort: number; grpcPort: number } | undefined;
}

export interface PortUse {
  port: number;
  setting: string;
  /** What listens there, in words for people. */
  part: string;
  /** Where it will listen; undefined is every address. */
  host?: string;
}

function rocketmqPorts(rocketmq: NonNullable<PortSettings["rocketmq"]>): PortUse[] {
  const setting = "SLUICE_ROCKETMQ_BROKER_PORT";
  const uses: PortUse[] = [
    { port: rocketmq.namesrvPort, setting: "SLUICE_ROCKETMQ_NAMESRV_PORT", part: "the embedded RocketMQ name server" },
    { port: rocketmq.brokerPort, setting, part: "the embedded RocketMQ broker" },
    { port: rocketmq.brokerPort - 2, setting, part: "the embedded RocketMQ broker (its port - 2)" },
    { port: rocketmq.brokerPort + 1, setting, part: "the embedded RocketMQ broker (its port + 1)" },
  ];
  if (rocketmq.version === "5.5.0") {
    const grpcSetting = "SLUICE_ROCKETMQ_GRPC_PORT";
    uses.push(
      { port: rocketmq.grpcPort, setting: grpcSetting, part: "the embedded RocketMQ gRPC proxy" },
      { port: rocketmq.grpcPort + 1, setting: grpcSetting, part: "the embedded RocketMQ gRPC proxy (its port + 1)" },
    );
  }
  return uses;
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
  return settings.rocketmq ? [...uses, ...rocketmqPorts(settings.rocketmq)] : uses;
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
