import { describe, expect, test } from "vitest";
import { connackError, disconnectError, subackError } from "@/server/mqtt/reason-codes";

describe("reason codes", () => {
  test.each([
    [5, "sourceNotAuthorised"],
    [4, "sourceNotAuthorised"],
    [134, "sourceNotAuthorised"],
    [135, "sourceNotAuthorised"],
    [3, "sourceUnreachable"],
    [136, "sourceUnreachable"],
    [137, "sourceQuota"],
    [151, "sourceQuota"],
    [159, "sourceQuota"],
  ])("CONNACK %i is named %s", (code, expected) => {
    expect(connackError(code).failure.code).toBe(expected);
  });

  test("a session taken over is named and backs off by itself", () => {
    const error = disconnectError(142);
    expect(error.failure.code).toBe("sourceTakenOver");
    expect(error.kind).toBe("takenOver");
  });

  test.each([128, 135])("a refused subscription (%i) names the filter", (code) => {
    const { failure } = subackError(code, "TopicA/#");
    expect(failure.code).toBe("sourceNotAuthorised");
    expect(failure.message).toContain("TopicA/#");
  });

  test("an unknown code is unknown, with its number and what the broker said", () => {
    expect(disconnectError(250, "out of coffee").failure).toEqual({
      code: "unknown",
      message: "The broker gave a reason that is not known. (code 250) It says: out of coffee",
    });
  });
});
