import { describe, expect, test } from "vitest";
import { classifySendError, isAuthenticationRefusal } from "@/server/rocketmq/remoting/classify";
import { RemotingError, refusedError, remotingErrorKinds } from "@/server/rocketmq/remoting/errors";

const refused = (code: number, remark: string) => refusedError("127.0.0.1:10911", code, remark);
const illegalSize =
  "the message is illegal, maybe msg body or properties length not matched. msg body length limit 4194304B, msg properties length limit 32KB.";

describe("only a recognised fault of the message itself is a message fault", () => {
  test.each([
    [13, illegalSize],
    [
      13,
      "the message is illegal, maybe msg body or properties length not matched. msg body length limit 128k, msg properties length limit 32k.",
    ],
    [13, "the message body size over max value, MAX: 4194304"],
  ])("%i %s", (code, remark) => {
    expect(classifySendError(refused(code, remark), true)).toMatchObject({ kind: "messageFault", code: "invalid" });
    expect(classifySendError(refused(code, remark), false)).toMatchObject({ kind: "messageFault", code: "invalid" });
  });

  test.each([
    [13, "message topic length too long 200"],
    [13, "something this client has never heard of"],
    [13, ""],
    [1, illegalSize],
  ])("but not: %i %s", (code, remark) => {
    expect(classifySendError(refused(code, remark), true).kind).toBe("retry");
  });
});

test("a batch that 5.x finds too large as a whole is split; one message is not blamed for an inner error", () => {
  const error = refused(1, "message body size exceeded. RuntimeException. MessageExtEncoder.java:290");
  expect(classifySendError(error, true).kind).toBe("messageFault");
  expect(classifySendError(error, false).kind).toBe("retry");
});

describe("whatever is wrong with the destination is retried under its name", () => {
  test.each([
    [
      17,
      "topic[TopicB] not exist, apply first please!\nSee http://rocketmq.apache.org/docs/faq/ for further details.",
      "topicMissing",
    ],
    [17, "topic[signature-accessKey] not exist, apply first please!", "topicMissing"],
    [1, "topic[TopicB] not exist, apply first please!", "topicMissing"],
    [16, "the topic[TopicB] sending message is forbidden", "brokerReadOnly"],
    [16, "the broker[127.0.0.1] sending message is forbidden", "brokerReadOnly"],
    [16, "", "accessDenied"],
    [16, "No default permission for TopicB", "accessDenied"],
    [
      1,
      "org.apache.rocketmq.acl.common.AclException: Check signature failed for accessKey=AK, PlainPermissionManager",
      "accessDenied",
    ],
    [
      1,
      "org.apache.rocketmq.acl.common.AclException: No accessKey is configured, PlainPermissionManager",
      "accessDenied",
    ],
    [
      1,
      "org.apache.rocketmq.acl.common.AclException: No default permission for TopicB, PlainPermissionManager",
      "accessDenied",
    ],
    [
      16,
      "org.apache.rocketmq.auth.authentication.exception.AuthenticationException: User:x is not found.",
      "accessDenied",
    ],
    [2, "", "brokerBusy"],
    [215, "", "brokerBusy"],
    [
      2,
      "[TIMEOUT_CLEAN_QUEUE]broker busy, start flow control for a while, period in queue: 205ms, size of queue: 880",
      "brokerBusy",
    ],
    [
      2,
      "[PCBUSY_CLEAN_QUEUE]broker busy, start flow control for a while, period in queue: 0ms, size of queue: 0",
      "brokerBusy",
    ],
    [2, "[PC_SYNCHRONIZED]broker busy, start flow control for a while", "brokerBusy"],
    [2, "[OVERLOAD]system busy, start flow control for a while", "brokerBusy"],
    [2, "[REJECTREQUEST]system busy, start flow control for a while", "brokerBusy"],
    [1, "create mapped file failed, server is busy or broken.", "brokerBusy"],
    [1, "broker unable to service, until 2026-11-23 01:00:00", "brokerBusy"],
    [
      14,
      "service not available now. It may be caused by one of the following reasons: the broker's disk is full [CL:  0.95 CQ:  0.95 INDEX:  0.95], messages are put to the slave, message store has been shut down, etc.",
      "diskFull",
    ],
    [14, "", "brokerReadOnly"],
    [1, "request queueId[77] is illegal, TopicConfig [topicName=bench]", "unknown"],
    [1, "UNKNOWN_ERROR", "unknown"],
    [999, "", "unknown"],
  ])("%i %s is %s", (responseCode, remark, code) => {
    const verdict = classifySendError(refused(responseCode, remark), false);
    expect(verdict).toMatchObject({ kind: "retry", code });
    expect(verdict.message).not.toContain("\n");
  });

  test("every kind of error has a verdict, and none but a message that cannot be written is a message fault", () => {
    for (const kind of remotingErrorKinds) {
      const { kind: verdict } = classifySendError(new RemotingError(kind, "text"), true);
      expect(verdict).toBe(kind === "illegalMessage" ? "messageFault" : "retry");
    }
    for (const unknown of [undefined, null, "text", new TypeError("bug"), { code: 13 }]) {
      expect(classifySendError(unknown, true)).toMatchObject({ kind: "retry", code: "unknown" });
    }
  });

  test("an account that is not recognised differs from one that may not do this", () => {
    const aclException = (text: string) => refused(1, `org.apache.rocketmq.acl.common.AclException: ${text}`);
    expect(isAuthenticationRefusal(aclException("Check signature failed for accessKey=AK"))).toBe(true);
    expect(isAuthenticationRefusal(aclException("No accessKey is configured"))).toBe(true);
    expect(isAuthenticationRefusal(aclException("No acl config for AK"))).toBe(true);
    expect(isAuthenticationRefusal(aclException("No default permission for TopicB"))).toBe(false);
    expect(isAuthenticationRefusal(new RemotingError("timeout", "signature"))).toBe(false);
  });
});

describe("batching is given up only when a batch was refused for being one", () => {
  test.each([
    [3, "request type 320 not supported"],
    [3, ""],
    [13, "batch request does not support retry group %RETRY%x"],
    [1, "batch message is not supported"],
  ])("%i %s", (code, remark) => {
    expect(classifySendError(refused(code, remark), true).kind).toBe("batchFault");
    expect(classifySendError(refused(code, remark), false).kind).toBe("retry");
  });
});
