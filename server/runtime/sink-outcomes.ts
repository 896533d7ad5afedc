import type { SendResult } from "@/server/rocketmq/ordered-sender";
import { findMessageFault } from "@/server/rocketmq/remoting/batch";
import type { Failure, FlowMessage, Outcome, StoredAt } from "./flow/contracts";

const replicaRetryAfterMs = 5_000;

export const missingOutcome: Outcome = {
  status: "retry",
  reason: { code: "unknown", stage: "send", message: "RocketMQ gave no outcome for this message." },
};

export function sendFailure(code: Failure["code"], message: string): Failure {
  return { code, stage: "send", message };
}

/** Rejects messages that no broker can take, and sends the others. One outcome each, in order. */
export async function sendSound<Message extends FlowMessage>(
  batch: readonly Message[],
  messageBytesMax: number,
  send: (sound: readonly Message[]) => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  const faults = batch.map((message) => findMessageFault(message, messageBytesMax));
  if (faults.every((fault) => fault === undefined)) {
    return send(batch);
  }
  const outcomes = (await send(batch.filter((_, index) => faults[index] === undefined))).values();
  return faults.map((fault) =>
    fault === undefined
      ? (outcomes.next().value ?? missingOutcome)
      : { status: "rejected", reason: sendFailure("invalid", fault) },
  );
}

export function toOutcome(result: SendResult, requireReplica: boolean, storedAt: StoredAt | undefined): Outcome {
  if (result.status !== "stored") {
    const { code, message } = result.verdict;
    return { status: result.status, reason: sendFailure(code, message) };
  }
  const { warning } = result;
  if (warning !== undefined && requireReplica) {
    const message = `Stored, but a replica or the disk has not confirmed it (${warning}).`;
    return { status: "retry", reason: sendFailure("brokerBusy", message), afterMs: replicaRetryAfterMs };
  }
  return {
    status: "delivered",
    ...(storedAt === undefined ? {} : { storedAt }),
    ...(warning === undefined ? {} : { warning }),
  };
}
