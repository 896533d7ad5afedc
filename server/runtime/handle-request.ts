import type { RuntimeRequest } from "@/server/protocol/messages";
import { redriveDeadLetters } from "./dead-letters/redrive";
import { type KnownClients, onlineGroups } from "./online-groups";
import { previewMessage } from "./preview-message";
import type { Reconciler } from "./reconciler";
import type { RuleRunner } from "./rule-runner";
import type { TopicObserver } from "./topic-observer";

export interface RequestTools {
  reconciler: Reconciler;
  observer: TopicObserver | undefined;
  clients(): KnownClients;
  forgetRule(ruleId: string): Promise<void>;
}

/** Answers one request of the console. Unknown failures are thrown; the protocol server turns them into a refusal. */
export async function handleRequest(request: RuntimeRequest, tools: RequestTools): Promise<unknown> {
  const { reconciler } = tools;
  switch (request.method) {
    case "reconcile":
      await reconciler.reconcile();
      return {};
    case "backlog": {
      const { ledger } = await loaded(reconciler, request.params.ruleId);
      return { backlog: ledger.spooled + ledger.inFlight, spooled: ledger.spooled };
    }
    case "discardBacklog":
      return { count: await discardBacklog(reconciler, request.params.ruleId) };
    case "forgetRule": {
      const { ruleId } = request.params;
      await reconciler.inTurn(ruleId, async () => {
        await reconciler.runners.get(ruleId)?.stop("end");
        reconciler.runners.delete(ruleId);
        await tools.forgetRule(ruleId);
      });
      return {};
    }
    case "observeTopics":
      return tools.observer?.observe(request.params.topic) ?? [];
    case "onlineGroups":
      return onlineGroups(tools.clients(), request.params.groupIds, request.params.listedMax);
    case "previewMessage":
      return previewMessage(request.params);
    case "redriveDeadLetters": {
      const { ruleId, ids, ratePerSecond } = request.params;
      return { count: await redriveDeadLetters(await loaded(reconciler, ruleId), ids, ratePerSecond) };
    }
    case "discardDeadLetters": {
      const { ruleId, ids } = request.params;
      const { deadLetters, ledger } = await loaded(reconciler, ruleId);
      const count = await deadLetters.discard(ids);
      const settled = Math.min(count, ledger.deadLettered);
      ledger.deadLettered -= settled;
      ledger.discarded += settled;
      return { count };
    }
  }
}

/** What cannot be read is never answered as nothing: a backlog that looks empty could be deleted. */
async function loaded(reconciler: Reconciler, ruleId: string): Promise<RuleRunner> {
  const runner = await reconciler.runnerOf(ruleId);
  if (!(await runner.load())) {
    throw new Error(`What is stored for rule ${ruleId} cannot be read: ${runner.failure?.message ?? "unknown"}`);
  }
  return runner;
}

/** The flow pauses meanwhile; what is in memory goes to disk and is discarded with the rest. */
async function discardBacklog(reconciler: Reconciler, ruleId: string): Promise<number> {
  const count = await reconciler.inTurn(ruleId, async () => {
    const runner = await loaded(reconciler, ruleId);
    await runner.stop("stop");
    return runner.discardBacklog();
  });
  await reconciler.reconcile();
  return count;
}
