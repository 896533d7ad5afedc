import * as library from "rocketmq-client-nodejs";
import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";
import { describe, expect, it } from "vitest";
import { classifyGrpcError } from "@/server/rocketmq/grpc/classify";
import { GrpcError } from "@/server/rocketmq/grpc/grpc-error";
import { requireOk } from "@/server/rocketmq/grpc/status";
import { RemotingError } from "@/server/rocketmq/remoting/errors";

const { Code, Status } = definition;

function refusal(code: number, message = ""): unknown {
  try {
    requireOk("p:1", new Status().setCode(code as 0).setMessage(message));
  } catch (error) {
    return error;
  }
  throw new Error(`code ${code} passed as success`);
}

const verdictOf = (code: number, message = "", isBatch = false) => classifyGrpcError(refusal(code, message), isBatch);

describe("what a proxy's refusal means", () => {
  const codes = Object.entries(Code).filter(([name]) => name !== "OK" && name !== "MULTIPLE_RESULTS");

  it.each(codes)("%s is an error, and only a fault of the message is no retry", (name, code) => {
    const { kind } = verdictOf(Number(code));
    expect(kind).toBe(messageFaults.has(name) ? "messageFault" : "retry");
  });

  const messageFaults = new Set([
    "ILLEGAL_MESSAGE_TAG",
    "ILLEGAL_MESSAGE_KEY",
    "ILLEGAL_MESSAGE_PROPERTY_KEY",
    "ILLEGAL_MESSAGE_ID",
    "MESSAGE_CORRUPTED",
    "PAYLOAD_TOO_LARGE",
    "MESSAGE_BODY_TOO_LARGE",
    "MESSAGE_BODY_EMPTY",
    "REQUEST_HEADER_FIELDS_TOO_LARGE",
    "MESSAGE_PROPERTIES_TOO_LARGE",
  ]);

  it.each([
    [Code.TOPIC_NOT_FOUND, "", "topicMissing"],
    [Code.MESSAGE_PROPERTY_CONFLICT_WITH_TYPE, "the expected type is UNSPECIFIED, but actual type is", "topicMissing"],
    [Code.MESSAGE_PROPERTY_CONFLICT_WITH_TYPE, "the expected type is DELAY, but actual type is NORMAL", "invalid"],
    [Code.UNAUTHORIZED, "", "accessDenied"],
    [Code.FORBIDDEN, "", "accessDenied"],
    [Code.TOO_MANY_REQUESTS, "", "brokerBusy"],
    [
      Code.INTERNAL_SERVER_ERROR,
      "service not available now. It may be caused by: the broker's disk is full",
      "diskFull",
    ],
    [Code.INTERNAL_SERVER_ERROR, "java.lang.NullPointerException", "unknown"],
    [60_001, "a code of a later version", "unknown"],
  ])("code %i, %j, shows as %s", (code, message, expected) => {
    expect(verdictOf(code, message)).toMatchObject({ kind: "retry", code: expected });
  });

  it("splits a batch that is too large as a whole, but never blames a message for the broker's inner error", () => {
    const message = "message body size exceeded. RuntimeException.";
    expect(verdictOf(Code.INTERNAL_SERVER_ERROR, message, true).kind).toBe("messageFault");
    expect(verdictOf(Code.INTERNAL_SERVER_ERROR, message, false).kind).toBe("retry");
  });

  it("has a line for every exception class of the installed client", () => {
    const classes = Object.entries(library).filter(
      ([name, value]) => name.endsWith("Exception") && name !== "ClientException" && typeof value === "function",
    );
    const unknown = classes.filter(([, Exception]) => {
      const cause = Reflect.construct(Exception as new (...parts: unknown[]) => Error, [1, "m", "r"]);
      const verdict = classifyGrpcError(new GrpcError("refused", "m", { code: 1, cause }), false);
      return verdict.kind === "retry" && verdict.code === "unknown";
    });
    expect(unknown.map(([name]) => name).sort()).toEqual(["InternalErrorException", "UnsupportedException"]);
  });

  it("is total: connections, timeouts, strangers and nonsense mean retry", () => {
    const errors = [
      new GrpcError("unreachable", "m"),
      new GrpcError("timeout", "m"),
      new GrpcError("protocol", "m"),
      new GrpcError("closed", "m"),
      new RemotingError("unreachable", "m"),
      new Error("m"),
      undefined,
      "text",
      { code: 14 },
    ];
    expect(errors.map((error) => classifyGrpcError(error, true).kind)).toEqual(errors.map(() => "retry"));
    expect(classifyGrpcError(errors[0], false).code).toBe("sinkUnreachable");
  });

  it("takes an answer without a status for no answer", () => {
    expect(() => requireOk("p:1", undefined)).toThrow(/without a status/);
  });
});
