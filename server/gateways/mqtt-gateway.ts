import type { ObservedSubtopics } from "@/lib/instances/observed";
import type { ConnectionTestResult, MqttConnection, PublishInput } from "@/lib/instances/schemas";
import type { MqttGateway } from "@/server/context";
import { AppError } from "@/server/errors";
import { testMqttConnection } from "@/server/mqtt/connection-test";
import { MqttConnectionError } from "@/server/mqtt/errors";
import { publishOnce } from "@/server/mqtt/publish";
import { TopicWatches } from "@/server/mqtt/topic-watches";

/** The console's own way to MQTT brokers: one short connection a call, and one a topic that somebody looks at. */
export class MqttBrokers implements MqttGateway {
  private readonly watches = new TopicWatches();

  test(connection: MqttConnection): Promise<ConnectionTestResult> {
    return testMqttConnection(connection);
  }

  observe(key: string, connection: MqttConnection, topic: string): Omit<ObservedSubtopics, "broker"> {
    return this.watches.observe(key, connection, topic);
  }

  async publish(connection: MqttConnection, input: PublishInput): Promise<void> {
    try {
      await publishOnce(connection, {
        topic: input.topic,
        payload: Buffer.from(input.payload, input.encoding),
        qos: input.qos,
        userProperties: input.userProperties,
      });
    } catch (error) {
      if (error instanceof MqttConnectionError) {
        throw new AppError("UNAVAILABLE", `The broker at ${connection.url}: ${error.failure.message}`, {
          cause: error,
          retryAfterSeconds: 5,
        });
      }
      throw error;
    }
  }
}
