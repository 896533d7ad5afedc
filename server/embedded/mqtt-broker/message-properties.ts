import type { PublishPacket } from "aedes";
import type { BrokerMessageProperties } from "./contracts";

type PacketProperties = NonNullable<PublishPacket["properties"]>;
type UserProperties = NonNullable<PacketProperties["userProperties"]>;

function toList(properties: UserProperties): { key: string; value: string }[] {
  return Object.entries(properties).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map((single) => ({ key, value: String(single) })),
  );
}

/** The broker groups user properties by key: values of one key keep their order and their duplicates, the order between keys is gone. */
export function toMessageProperties(properties: PacketProperties | undefined): BrokerMessageProperties | undefined {
  if (properties === undefined) {
    return undefined;
  }
  const { userProperties, messageExpiryInterval, contentType, payloadFormatIndicator, responseTopic } = properties;
  return {
    ...(userProperties === undefined ? {} : { userProperties: toList(userProperties) }),
    ...(messageExpiryInterval === undefined ? {} : { messageExpiryIntervalSeconds: messageExpiryInterval }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(payloadFormatIndicator === undefined ? {} : { isPayloadUtf8: payloadFormatIndicator }),
    ...(responseTopic === undefined ? {} : { responseTopic }),
    ...(properties.correlationData === undefined ? {} : { correlationData: properties.correlationData }),
  };
}

export function toPacketProperties(mqtt5: BrokerMessageProperties | undefined): PacketProperties | undefined {
  if (mqtt5 === undefined) {
    return undefined;
  }
  const userProperties: Record<string, string[]> = Object.create(null);
  for (const { key, value } of mqtt5.userProperties ?? []) {
    userProperties[key] = [...(userProperties[key] ?? []), value];
  }
  const { messageExpiryIntervalSeconds, contentType, isPayloadUtf8, responseTopic, correlationData } = mqtt5;
  return {
    ...(mqtt5.userProperties === undefined ? {} : { userProperties }),
    ...(messageExpiryIntervalSeconds === undefined ? {} : { messageExpiryInterval: messageExpiryIntervalSeconds }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(isPayloadUtf8 === undefined ? {} : { payloadFormatIndicator: isPayloadUtf8 }),
    ...(responseTopic === undefined ? {} : { responseTopic }),
    ...(correlationData === undefined ? {} : { correlationData }),
  };
}
