import type { RocketmqInstance } from "@/lib/rocketmq/schemas";

export interface ConsumeTarget {
  endpoint: RocketmqInstance["endpoint"];
  namespace: string | undefined;
  hasKeys: boolean;
  topic: string;
  group: string;
}

export interface ConsumeSamples {
  java: string;
  node: string;
  go: string;
}

/** A string literal that Java, JavaScript and Go read alike. */
const literal = (text: string) => JSON.stringify(text);

function remotingJava({ namespace, hasKeys, topic, group }: ConsumeTarget, nameServers: string[]): string {
  const hook = hasKeys
    ? 'new AclClientRPCHook(new SessionCredentials(System.getenv("ACCESS_KEY"), System.getenv("SECRET_KEY")))'
    : "null";
  return `// org.apache.rocketmq:rocketmq-client:4.9.7${hasKeys ? ", org.apache.rocketmq:rocketmq-acl:4.9.7" : ""}
${hasKeys ? "import org.apache.rocketmq.acl.common.AclClientRPCHook;\nimport org.apache.rocketmq.acl.common.SessionCredentials;\n" : ""}import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;

public class Consume {
  public static void main(String[] args) throws Exception {
    DefaultMQPushConsumer consumer =
        new DefaultMQPushConsumer(${namespace === undefined ? "null" : literal(namespace)}, ${literal(group)}, ${hook});
    consumer.setNamesrvAddr(${literal(nameServers.join(";"))});
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.subscribe(${literal(topic)}, "*");
    consumer.registerMessageListener((MessageListenerOrderly) (messages, context) -> {
      messages.forEach(message -> System.out.println(
          message.getProperties().get("topic") + " " + message.getProperties().get("clientId") + " "
              + new String(message.getBody())));
      return ConsumeOrderlyStatus.SUCCESS;
    });
    consumer.start();
  }
}
`;
}

function remotingNode({ namespace, hasKeys, topic, group }: ConsumeTarget, nameServers: string[]): string {
  return `// npm install ali-ons urllib@2
import ons from "ali-ons";
import httpclient from "urllib";

const consumer = new ons.Consumer({
  httpclient,
  nameSrv: ${literal(nameServers.join(";"))},
  consumerGroup: ${literal(group)},
  consumeFromWhere: "CONSUME_FROM_FIRST_OFFSET",${namespace === undefined ? "" : `\n  namespace: ${literal(namespace)},`}${
    hasKeys ? "\n  accessKeyId: process.env.ACCESS_KEY,\n  accessKeySecret: process.env.SECRET_KEY," : ""
  }
});
consumer.subscribe(${literal(topic)}, "*", async (message) => {
  console.log(message.properties.topic, message.properties.clientId, message.body.toString());
});
consumer.on("error", (error) => console.error(error));
await consumer.ready();
`;
}

function remotingGo({ namespace, hasKeys, topic, group }: ConsumeTarget, nameServers: string[]): string {
  const options = [
    `consumer.WithGroupName(${literal(group)})`,
    `consumer.WithNsResolver(primitive.NewPassthroughResolver([]string{${nameServers.map(literal).join(", ")}}))`,
    "consumer.WithConsumeFromWhere(consumer.ConsumeFromFirstOffset)",
    "consumer.WithConsumerOrder(true)",
    ...(namespace === undefined ? [] : [`consumer.WithNamespace(${literal(namespace)})`]),
    ...(hasKeys
      ? [
          'consumer.WithCredentials(primitive.Credentials{AccessKey: os.Getenv("ACCESS_KEY"), SecretKey: os.Getenv("SECRET_KEY")})',
        ]
      : []),
  ];
  return `// go get github.com/apache/rocketmq-client-go/v2
package main

import (
	"context"
	"fmt"${hasKeys ? '\n\t"os"' : ""}

	"github.com/apache/rocketmq-client-go/v2"
	"github.com/apache/rocketmq-client-go/v2/consumer"
	"github.com/apache/rocketmq-client-go/v2/primitive"
)

func main() {
	c, err := rocketmq.NewPushConsumer(
${options.map((option) => `\t\t${option},`).join("\n")}
	)
	if err != nil {
		panic(err)
	}
	err = c.Subscribe(${literal(topic)}, consumer.MessageSelector{},
		func(ctx context.Context, messages ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
			for _, m := range messages {
				fmt.Println(m.GetProperty("topic"), m.GetProperty("clientId"), string(m.Body))
			}
			return consumer.ConsumeSuccess, nil
		})
	if err != nil {
		panic(err)
	}
	if err = c.Start(); err != nil {
		panic(err)
	}
	select {}
}
`;
}

function grpcJava({ namespace, hasKeys, topic, group }: ConsumeTarget, endpoints: string): string {
  return `// org.apache.rocketmq:rocketmq-client-java:5.0.8
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.rocketmq.client.apis.*;
import org.apache.rocketmq.client.apis.consumer.*;

public class Consume {
  public static void main(String[] args) throws Exception {
    ClientConfiguration configuration = ClientConfiguration.newBuilder()
        .setEndpoints(${literal(endpoints)})${namespace === undefined ? "" : `\n        .setNamespace(${literal(namespace)})`}${
          hasKeys
            ? '\n        .setCredentialProvider(new StaticSessionCredentialsProvider(\n            System.getenv("ACCESS_KEY"), System.getenv("SECRET_KEY")))'
            : "\n        .enableSsl(false)"
        }
        .build();
    ClientServiceProvider.loadService().newPushConsumerBuilder()
        .setClientConfiguration(configuration)
        .setConsumerGroup(${literal(group)})
        .setSubscriptionExpressions(Map.of(${literal(topic)}, FilterExpression.SUB_ALL))
        .setMessageListener(message -> {
          System.out.println(message.getProperties().get("topic") + " " + message.getProperties().get("clientId") + " "
              + StandardCharsets.UTF_8.decode(message.getBody()));
          return ConsumeResult.SUCCESS;
        })
        .build();
    Thread.sleep(Long.MAX_VALUE);
  }
}
`;
}

function grpcNode({ namespace, hasKeys, topic, group }: ConsumeTarget, endpoints: string): string {
  return `// npm install rocketmq-client-nodejs
import { SimpleConsumer } from "rocketmq-client-nodejs";

const consumer = new SimpleConsumer({
  endpoints: ${literal(endpoints)},
  namespace: ${literal(namespace ?? "")},
  consumerGroup: ${literal(group)},
  subscriptions: new Map().set(${literal(topic)}, "*"),${
    hasKeys
      ? "\n  sessionCredentials: { accessKey: process.env.ACCESS_KEY, accessSecret: process.env.SECRET_KEY },"
      : ""
  }
});
await consumer.startup();
for (;;) {
  for (const message of await consumer.receive(20)) {
    console.log(message.properties.get("topic"), message.properties.get("clientId"), message.body.toString());
    await consumer.ack(message);
  }
}
`;
}

function grpcGo({ namespace, topic, group }: ConsumeTarget, endpoints: string): string {
  return `// go get github.com/apache/rocketmq-clients/golang/v5
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	rmq "github.com/apache/rocketmq-clients/golang/v5"
	"github.com/apache/rocketmq-clients/golang/v5/credentials"
)

func main() {
	consumer, err := rmq.NewSimpleConsumer(&rmq.Config{
		Endpoint:      ${literal(endpoints)},${namespace === undefined ? "" : `\n\t\tNameSpace:     ${literal(namespace)},`}
		ConsumerGroup: ${literal(group)},
		Credentials: &credentials.SessionCredentials{
			AccessKey:    os.Getenv("ACCESS_KEY"),
			AccessSecret: os.Getenv("SECRET_KEY"),
		},
	},
		rmq.WithSimpleAwaitDuration(5*time.Second),
		rmq.WithSimpleSubscriptionExpressions(map[string]*rmq.FilterExpression{${literal(topic)}: rmq.SUB_ALL}),
	)
	if err != nil {
		panic(err)
	}
	if err = consumer.Start(); err != nil {
		panic(err)
	}
	for {
		messages, _ := consumer.Receive(context.Background(), 16, 20*time.Second)
		for _, m := range messages {
			fmt.Println(m.GetProperties()["topic"], m.GetProperties()["clientId"], string(m.GetBody()))
			_ = consumer.Ack(context.Background(), m)
		}
	}
}
`;
}

/** A proxy refuses consumers of a group that nobody created; a comment that Java, JavaScript and Go read alike. */
function groupNote({ namespace, group }: ConsumeTarget, nameServers: string[] = ["<name server>"]): string {
  const name = namespace === undefined ? group : `${namespace}%${group}`;
  return `// Create the group first, here or in your cloud's console:
//   mqadmin updateSubGroup -n "${nameServers.join(";")}" -c <cluster> -g "${name}"
`;
}

/** Whole programs that read one topic, by the protocol that its instance is reached by. Keys come from the environment, never from here. */
export function consumeSamples(target: ConsumeTarget): ConsumeSamples {
  const { endpoint } = target;
  if (endpoint.protocol === "remoting") {
    const servers = endpoint.nameServers;
    return {
      java: remotingJava(target, servers),
      node: remotingNode(target, servers),
      go: remotingGo(target, servers),
    };
  }
  const note = groupNote(target, endpoint.adminNameServers);
  return {
    java: note + grpcJava(target, endpoint.endpoints),
    node: note + grpcNode(target, endpoint.endpoints),
    // Apart from the package's own comment, whose form gofmt prescribes.
    go: `${note}\n${grpcGo(target, endpoint.endpoints)}`,
  };
}
