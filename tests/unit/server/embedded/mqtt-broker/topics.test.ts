import { describe, expect, test } from "vitest";
import { isOriginAllowed } from "@/server/embedded/mqtt-broker/origin";
import { parentTopicOf, topicFault } from "@/server/embedded/mqtt-broker/topics";

describe("topics", () => {
  test.each([
    ["TopicA", "TopicA"],
    ["TopicA/", "TopicA"],
    ["TopicA/a/b", "TopicA"],
    ["/TopicA", ""],
  ])("the parent topic of %s is %j", (topic, parent) => {
    expect(parentTopicOf(topic)).toBe(parent);
  });

  test.each(["", "$SYS/x", "$share/g/t", "a/\0", "a/+", "#"])("nobody publishes to %j", (topic) => {
    expect(topicFault(topic)).toBeDefined();
  });

  test.each(["a", "a/ü/😀", "a//b", "a/$SYS"])("anybody may publish to %j", (topic) => {
    expect(topicFault(topic)).toBeUndefined();
  });
});

describe("WebSocket origins", () => {
  test.each(["http://localhost:3000", "https://127.0.0.1", "http://[::1]:8080", undefined])(
    "%s is allowed",
    (origin) => {
      expect(isOriginAllowed(origin, [])).toBe(true);
    },
  );

  test.each(["http://localhost.evil.example", "https://example.com", "null", "", "file://"])(
    "%j is refused",
    (origin) => {
      expect(isOriginAllowed(origin, [])).toBe(false);
    },
  );
});
