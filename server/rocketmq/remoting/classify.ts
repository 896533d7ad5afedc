import type { StateReasonCode } from "@/lib/rules/states";
import { responseCodes } from "./codes";
import { RemotingError, shortRemark } from "./errors";

/**
 * What a failed send means.
 * - `retry`: something about the destination, or unknown; the messages are as good as before.
 * - `messageFault`: the server refused what was sent for its content or size. Of a batch, some message of it: split to find out which.
 * - `batchFault`: the server does not take batches; the same messages may go one by one.
 */
export interface SendVerdict {
  kind: "retry" | "messageFault" | "batchFault";
  code: StateReasonCode;
  message: string;
}

interface RemarkRule {
  pattern: RegExp;
  code: StateReasonCode;
}

/** The only place that reads remarks: servers use one code for many causes. The first that matches. */
const remarkRules: readonly RemarkRule[] = [
  { pattern: /disk is full|disk full|no space left/i, code: "diskFull" },
  {
    pattern: /AclException|AuthenticationException|AuthorizationException|accessKey|signature|No default permission/i,
    code: "accessDenied",
  },
  {
    pattern: /sending message is forbidden|message store is not writable|store has been shut down/i,
    code: "brokerReadOnly",
  },
  {
    pattern:
      /TIMEOUT_CLEAN_QUEUE|PCBUSY_CLEAN_QUEUE|PC_SYNCHRONIZED|OVERLOAD|REJECTREQUEST|flow control|system busy|broker busy|server is busy|unable to service|thread pool busy/i,
    code: "brokerBusy",
  },
  { pattern: /topic\[?.*\]? not exist/i, code: "topicMissing" },
];

const codeRules: ReadonlyMap<number, StateReasonCode> = new Map([
  [responseCodes.systemBusy, "brokerBusy"],
  [responseCodes.flowControl, "brokerBusy"],
  [responseCodes.flushDiskTimeout, "brokerBusy"],
  [responseCodes.slaveNotAvailable, "brokerBusy"],
  [responseCodes.flushSlaveTimeout, "brokerBusy"],
  [responseCodes.serviceNotAvailable, "brokerReadOnly"],
  [responseCodes.noPermission, "accessDenied"],
]);

const namesMessageFault = /msg body or properties length|body size|body length|properties? (length|size)|message size/i;
/** How 5.x refuses a batch that is too large as a whole: with an inner error. */
const namesBatchSize = /message body size exceeded/i;
const namesTopic = /topic/i;
const namesBatch = /batch/i;
const namesRefusal = /not support|unsupported|forbid|not allow|disallow|illegal|invalid/i;

const namesAuthentication =
  /signature|No accessKey|No PlainAccessResource|No acl config|AuthenticationException|username cannot be null|user:?.{0,80}not found/i;

/** The account itself is not accepted, whatever is asked; being refused one operation is not that. */
export function isAuthenticationRefusal(error: unknown): boolean {
  return (
    error instanceof RemotingError && error.kind === "refused" && namesAuthentication.test(shortRemark(error.remark))
  );
}

const namesMissingFigures = /NoSuchElementException/;

/** A broker that has just started cannot tell about itself before it has taken its first figures; it works all the same. */
export function isJustStarting(error: unknown): boolean {
  return (
    error instanceof RemotingError && error.kind === "refused" && namesMissingFigures.test(shortRemark(error.remark))
  );
}

/** Total; whatever it does not know is `retry`. */
export function classifySendError(error: unknown, isBatch: boolean): SendVerdict {
  if (!(error instanceof RemotingError)) {
    return { kind: "retry", code: "unknown", message: "Sending failed for an unknown reason." };
  }
  switch (error.kind) {
    case "illegalMessage":
      return { kind: "messageFault", code: "invalid", message: error.message };
    case "noRoute":
      return { kind: "retry", code: "topicMissing", message: error.message };
    case "overloaded":
      return { kind: "retry", code: "brokerBusy", message: error.message };
    case "unreachable":
    case "connectionLost":
    case "timeout":
    case "protocol":
    case "closed":
      return { kind: "retry", code: "sinkUnreachable", message: error.message };
    case "refused":
      return classifyRefusal(error, isBatch);
  }
}

function classifyRefusal(error: RemotingError, isBatch: boolean): SendVerdict {
  const remark = shortRemark(error.remark);
  const { responseCode } = error;
  if (isBatch && isBatchRefusal(responseCode, remark)) {
    return { kind: "batchFault", code: "unknown", message: error.message };
  }
  if (isBatch && namesBatchSize.test(remark)) {
    return { kind: "messageFault", code: "invalid", message: error.message };
  }
  if (responseCode === responseCodes.messageIllegal && namesMessageFault.test(remark) && !namesTopic.test(remark)) {
    return { kind: "messageFault", code: "invalid", message: error.message };
  }
  if (responseCode === responseCodes.topicNotExist) {
    return { kind: "retry", code: "topicMissing", message: error.message };
  }
  const rule = remarkRules.find(({ pattern }) => pattern.test(remark));
  const code = rule?.code ?? (responseCode === undefined ? undefined : codeRules.get(responseCode)) ?? "unknown";
  return { kind: "retry", code, message: error.message };
}

function isBatchRefusal(responseCode: number | undefined, remark: string): boolean {
  return (
    responseCode === responseCodes.requestCodeNotSupported || (namesBatch.test(remark) && namesRefusal.test(remark))
  );
}
