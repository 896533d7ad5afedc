import { describe, expect, test } from "vitest";
import { toBrowserUrl, toPolicySource } from "@/lib/mqtt/web-socket";

describe("the address by which a page reaches a broker", () => {
  test.each([
    ["ws://127.0.0.1:8083", "ws://127.0.0.1:8083"],
    ["wss://broker.example.com/mqtt", "wss://broker.example.com/mqtt"],
    ["ws://[::1]:8083", "ws://localhost:8083"],
  ])("%s is reached as %s", (endpoint, expected) => {
    expect(toBrowserUrl(endpoint)).toBe(expected);
  });

  test.each(["mqtt://127.0.0.1:1883", "mqtts://host:8883", "ws://[2001:db8::1]:8083", "ws://a;script-src:80", "ws://"])(
    "%s cannot be reached by a page",
    (endpoint) => {
      expect(toBrowserUrl(endpoint)).toBeUndefined();
    },
  );
});

describe("what a policy names", () => {
  test("host and port alone where there is no path, and the very path where there is one", () => {
    expect(toPolicySource("ws://127.0.0.1:8083/")).toBe("ws://127.0.0.1:8083");
    expect(toPolicySource("wss://host:8084/mqtt?x=1")).toBe("wss://host:8084/mqtt");
  });

  test("a path cannot end the directive and begin another", () => {
    expect(toPolicySource("wss://host/a;script-src,*")).toBe("wss://host/a%3Bscript-src%2C*");
  });
});
