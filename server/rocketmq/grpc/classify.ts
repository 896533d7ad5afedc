import {
  BadRequestException,
  ForbiddenException,
  InternalErrorException,
  LiteSubscriptionQuotaExceededException,
  LiteTopicQuotaExceededException,
  NotFoundException,
  PayloadTooLargeException,
  PaymentRequiredException,
  ProxyTimeoutException,
  RequestHeaderFieldsTooLargeException,
  TooManyRequestsException,
  UnauthorizedException,
  UnsupportedException,
} from "rocketmq-client-nodejs";
import definition from "rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js";
import type { StateReasonCode } from "@/lib/rules/states";
import { classifySendError, type SendVerdict } from "@/server/rocketmq/remoting/classify";
import { RemotingError } from "@/server/rocketmq/remoting/errors";
import { GrpcError } from "./grpc-error";

const { Code } = definition;

type Meaning = Pick<SendVerdict, "kind" | "code">;

const messageFault: Meaning = { kind: "messageFault", code: "invalid" };
const retry = (code: StateReasonCode): Meaning => ({ kind: "retry", code });

/** Codes that say more than the exception the library makes of them. Only what names the message itself is the message's fault. */
const byCode: ReadonlyMap<number, Meaning> = new Map([
  [Code.ILLEGAL_MESSAGE_TAG, messageFault],
  [Code.ILLEGAL_MESSAGE_KEY, messageFault],
  [Code.ILLEGAL_MESSAGE_PROPERTY_KEY, messageFault],
  [Code.ILLEGAL_MESSAGE_ID, messageFault],
  [Code.MESSAGE_CORRUPTED, messageFault],
  [Code.MESSAGE_BODY_EMPTY, messageFault],
  [Code.TOPIC_NOT_FOUND, retry("topicMissing")],
  [Code.NOT_FOUND, retry("topicMissing")],
  [Code.ILLEGAL_TOPIC, retry("invalid")],
  [Code.MESSAGE_PROPERTY_CONFLICT_WITH_TYPE, retry("invalid")],
  [Code.REQUEST_TIMEOUT, retry("brokerBusy")],
  [Code.PRECONDITION_FAILED, retry("brokerBusy")],
  [Code.HA_NOT_AVAILABLE, retry("brokerBusy")],
]);

/** One line for each exception class of the installed client; a class that is not here is retried. */
const byException: ReadonlyMap<unknown, Meaning> = new Map<unknown, Meaning>([
  [BadRequestException, retry("invalid")],
  [UnauthorizedException, retry("accessDenied")],
  [ForbiddenException, retry("accessDenied")],
  [PaymentRequiredException, retry("accessDenied")],
  [NotFoundException, retry("topicMissing")],
  [PayloadTooLargeException, messageFault],
  [RequestHeaderFieldsTooLargeException, messageFault],
  [TooManyRequestsException, retry("brokerBusy")],
  [LiteTopicQuotaExceededException, retry("brokerBusy")],
  [LiteSubscriptionQuotaExceededException, retry("brokerBusy")],
  [ProxyTimeoutException, retry("brokerBusy")],
  [InternalErrorException, retry("unknown")],
  [UnsupportedException, retry("unknown")],
]);

interface RemarkRule {
  pattern: RegExp;
  meaning: Meaning;
}

/** The only place that reads remarks: the proxy passes the broker's words on under codes of its own. The first that matches. */
const remarkRules: readonly RemarkRule[] = [
  // A topic that the broker does not have shows as one without a type.
  { pattern: /expected type is UNSPECIFIED/, meaning: retry("topicMissing") },
  { pattern: /No topic route info|topic\[?.*\]? not exist/i, meaning: retry("topicMissing") },
  { pattern: /disk is full|disk full|no space left/i, meaning: retry("diskFull") },
  { pattern: /not writable|sending message is forbidden|has been shut down/i, meaning: retry("brokerReadOnly") },
  { pattern: /TIMEOUT_CLEAN_QUEUE|flow control|system busy|broker busy|OVERLOAD/i, meaning: retry("brokerBusy") },
];

/** A batch that is too large as a whole is refused by the broker itself, with an inner error. */
const namesBodySize = /message body size exceeded/i;

/** Total; whatever it does not know is `retry`. */
export function classifyGrpcError(error: unknown, isBatch: boolean): SendVerdict {
  if (error instanceof RemotingError) {
    // What both protocols check before anything is sent.
    return classifySendError(error, false);
  }
  if (!(error instanceof GrpcError)) {
    return { kind: "retry", code: "unknown", message: "Sending failed for an unknown reason." };
  }
  return { ...meaningOf(error, isBatch), message: error.message };
}

function meaningOf(error: GrpcError, isBatch: boolean): Meaning {
  if (error.kind !== "refused") {
    return retry("sinkUnreachable");
  }
  if (isBatch && namesBodySize.test(error.remark)) {
    return messageFault;
  }
  return (
    remarkRules.find(({ pattern }) => pattern.test(error.remark))?.meaning ??
    (error.code === undefined ? undefined : byCode.get(error.code)) ??
    (error.cause instanceof Error ? byException.get(error.cause.constructor) : undefined) ??
    retry("unknown")
  );
}

/** The account itself is not accepted, whatever is asked; being refused one operation is not that. */
function isGrpcAuthenticationRefusal(error: unknown): boolean {
  return error instanceof GrpcError && error.code === Code.UNAUTHORIZED;
}

export const grpcFailures = { classify: classifyGrpcError, isAuthenticationRefusal: isGrpcAuthenticationRefusal };
