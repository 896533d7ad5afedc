import type { DesiredRule } from "@/lib/rules/desired";
import type { MqttBroker } from "@/server/embedded/mqtt-broker/contracts";
import type { StaleSession } from "@/server/mqtt/session-options";
import type { ClientPool } from "@/server/rocketmq/client-pool";
import type { GrpcClientPool } from "@/server/rocketmq/grpc/grpc-client-pool";
import type { Failure, Sink, Source } from "./flow/contracts";
import type { Credit } from "./flow/credit";
import type { SendGates } from "./flow/send-gate";
import { GrpcSink } from "./sinks/grpc-sink";
import { RemotingSink } from "./sinks/remoting-sink";
import { EmbeddedSource } from "./sources/embedded-source";
import { ExternalSource } from "./sources/external-source";

export interface ConnectorTools {
  broker: MqttBroker | undefined;
  pool: ClientPool;
  gates: SendGates;
  grpcPool: GrpcClientPool;
  installationId: string;
  /** What the sources of all rules may keep waiting while their flows are paused. */
  waiting: Credit;
}

export interface SourceHistory {
  /** Epoch; of an earlier process too. */
  lastConnectedAtMs: number | undefined;
  stale: StaleSession | undefined;
}

/** The source of a rule, or why it cannot have one. */
export function createSource(
  { broker, installationId, waiting }: ConnectorTools,
  { ruleId, type, mqtt, mqttTopic }: DesiredRule,
  { lastConnectedAtMs, stale }: SourceHistory,
): Source | Failure {
  if (type !== "dataOutbound") {
    return cannot("receive", "This release forwards data outbound rules only.");
  }
  if (mqttTopic === undefined) {
    return cannot("receive", "The rule names no MQTT topic. Edit the rule and choose one.");
  }
  if (mqtt.broker === "embedded") {
    return broker === undefined
      ? cannot("receive", "The embedded MQTT broker is switched off. Add mqtt to SLUICE_EMBEDDED.")
      : new EmbeddedSource({ broker, parentTopic: mqttTopic, waiting });
  }
  return mqtt.connection === undefined
    ? cannot("receive", "The MQTT instance has no connection. Edit the instance and enter its address.")
    : new ExternalSource({
        connection: mqtt.connection,
        parentTopic: mqttTopic,
        installationId,
        ruleId,
        lastConnectedAtMs,
        stale,
      });
}

export function createSink({ pool, gates, grpcPool }: ConnectorTools, { rocketmq, rocketmqTopic }: DesiredRule): Sink {
  return rocketmq.endpoint.protocol === "remoting"
    ? new RemotingSink({ target: rocketmq, topic: rocketmqTopic, pool, gates })
    : new GrpcSink({ target: rocketmq, topic: rocketmqTopic, pool: grpcPool });
}

function cannot(stage: Failure["stage"], message: string): Failure {
  return { code: "invalid", stage, message };
}
