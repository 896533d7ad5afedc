import { expect, test } from "vitest";
import { networkError, parseBrokerUrl } from "@/server/mqtt/transport";

const address = parseBrokerUrl("mqtts://broker.example:8883");

test.each([
  ["CERT_HAS_EXPIRED", /has expired: renew it/],
  ["CERT_NOT_YET_VALID", /clocks/],
  ["SELF_SIGNED_CERT_IN_CHAIN", /Check the CA certificate/],
  ["ECONNREFUSED", /Nothing listens/],
])("%s names the way out that helps", (code, way) => {
  const error = networkError(Object.assign(new Error("tls"), { code }), address);
  expect(error.message).toMatch(way);
  expect(error).toMatchObject({ failure: { code: "sourceUnreachable" } });
});
