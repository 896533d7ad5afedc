import type { MqttConnection } from "@/lib/instances/schemas";
import { say } from "@/lib/said/say";
import type { InboundPublish, MqttSessionState } from "@/server/mqtt/contracts";
import { sessionClientId } from "@/server/mqtt/identity";
import { MqttSession } from "@/server/mqtt/mqtt-session";
import type { SessionTiming, StaleSession } from "@/server/mqtt/session-options";
import type { ConnectorState, Source, SourceClosed, SourceEvents } from "../flow/contracts";

export interface ExternalSourceOptions {
  connection: MqttConnection;
  parentTopic: string;
  /** Tells installations that share a broker apart; part of the client ID. */
  installationId: string;
  ruleId: string;
  /** Messages unacknowledged at a time; follows the flow's credit. */
  receiveMaximum?: number;
  /** When the rule was last connected in an earlier process (epoch); lets a lost session be noticed after a restart. */
  lastConnectedAtMs?: number | undefined;
  /** Set where the broker may hold messages under this rule's client ID that are not to be forwarded. */
  stale?: StaleSession | undefined;
  timing?: Partial<SessionTiming>;
}

function toConnectorState(state: MqttSessionState): ConnectorState {
  switch (state.status) {
    case "connected": {
      const version = state.protocolVersion === 5 ? "MQTT 5" : "MQTT 3.1.1";
      const warning = state.grantedQos === 0 ? { warning: say("bestEffortOnly") } : {};
      return { status: "connected", detail: `${version}, QoS ${state.grantedQos} granted`, ...warning };
    }
    case "failing":
      return { status: "failing", reason: { ...state.failure, stage: "receive" } };
    default:
      return state;
  }
}

/** The messages of one parent topic of an external broker: one persistent session, one subscription. */
export class ExternalSource implements Source {
  private readonly session: MqttSession;

  constructor(options: ExternalSourceOptions) {
    const { connection, parentTopic, installationId, ruleId } = options;
    this.session = new MqttSession({
      connection,
      clientId: sessionClientId(connection.clientIdPrefix, installationId, ruleId),
      // Matches the bare parent topic too.
      topicFilter: `${parentTopic}/#`,
      ...(options.receiveMaximum === undefined ? {} : { receiveMaximum: options.receiveMaximum }),
      lastConnectedAtMs: options.lastConnectedAtMs,
      stale: options.stale,
      ...(options.timing === undefined ? {} : { timing: options.timing }),
    });
  }

  get state(): ConnectorState {
    return toConnectorState(this.session.state);
  }

  open(events: SourceEvents): void {
    const { session } = this;
    session.open({
      onPublish(message: InboundPublish) {
        const hasCredit = events.deliver(message, message.qos === 0 ? undefined : message);
        if (!hasCredit) {
          session.pause();
        }
      },
      onState: (state) => events.onState(toConnectorState(state)),
      onSkippedRetained: () => events.onSkippedRetained(),
      onSessionLost: (sinceMs) => events.onSessionLost(sinceMs),
      onConnectionClosed: () => events.onReceiptsVoid(),
    });
  }

  pause(): void {
    this.session.pause();
  }

  resume(): void {
    this.session.resume();
  }

  async close(mode: "stop" | "end"): Promise<SourceClosed> {
    return (await this.session.close(mode)) ? "closed" : "sessionLeft";
  }
}
