import fc from "fast-check";
import service from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb.js";
import { expect, it } from "vitest";
import { writeSendRequest } from "@/server/rocketmq/grpc/write-message";
import { encodeProperties, nameSeparator, propertySeparator } from "@/server/rocketmq/remoting/properties";

const destination = { topic: "TopicB", namespace: undefined, messageGroup: undefined, bornAtMs: 1_795_403_525_830 };

function readBack(...parameters: Parameters<typeof writeSendRequest>) {
  return service.SendMessageRequest.deserializeBinary(writeSendRequest(...parameters)).getMessagesList();
}

const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 200 })
  .filter((value) => !value.includes(nameSeparator) && !value.includes(propertySeparator));
const message = fc.record({
  body: fc.uint8Array({ maxLength: 20_000 }).map((bytes) => Buffer.from(bytes)),
  user: fc.dictionary(fc.stringMatching(/^[a-z]{3,20}$/), text, { noNullPrototype: true }),
});

it("what is written is what the client library reads", () => {
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), (messages) => {
      const outgoing = messages.map(({ body, user }) => ({
        body,
        properties: encodeProperties([...Object.entries(user), ["UNIQ_KEY", "ABC"]]),
      }));
      const read = readBack(outgoing, destination);
      expect(read.map((entry) => Buffer.from(entry.getBody_asU8()))).toEqual(messages.map(({ body }) => body));
      expect(read.map((entry) => Object.fromEntries(entry.getUserPropertiesMap().toObject(false, false)))).toEqual(
        messages.map(({ user }) => user),
      );
    }),
  );
});

it("takes the library's own writing for its own: the same bytes", () => {
  const outgoing = {
    body: Buffer.from("x"),
    properties: encodeProperties([
      ["a", "ü"],
      ["UNIQ_KEY", "A1"],
    ]),
  };
  const written = writeSendRequest([outgoing, outgoing], { ...destination, namespace: "NS", messageGroup: "lane-3" });
  const again = service.SendMessageRequest.deserializeBinary(written).serializeBinary();
  expect(again.length).toBe(written.length);
});

it("fills the fields that gRPC has: ID, keys, tag, group, topic, time", () => {
  const properties = encodeProperties([
    ["UNIQ_KEY", "A1"],
    ["KEYS", "k1 k2"],
    ["TAGS", "t"],
    ["WAIT", "true"],
  ]);
  const [read] = readBack([{ body: Buffer.from("x"), properties }], {
    ...destination,
    namespace: "NS",
    messageGroup: "lane-3",
  });
  expect(read?.getTopic()?.toObject()).toEqual({ resourceNamespace: "NS", name: "TopicB" });
  expect(read?.getUserPropertiesMap().getLength()).toBe(0);
  expect(read?.getSystemProperties()?.toObject()).toMatchObject({
    messageId: "A1",
    keysList: ["k1", "k2"],
    tag: "t",
    messageGroup: "lane-3",
    messageType: 2,
    bodyEncoding: 1,
    bornTimestamp: { seconds: 1_795_403_525, nanos: 830_000_000 },
  });
});
