import type { RuleRunner } from "../rule-runner";

const pageSize = 100;
const turnMs = 100;
const readAgainMs = 1_000;

/** Redrives under way, one a rule; a second request for the same rule joins by starting after the first. */
const underWay = new Map<string, Promise<void>>();

/** Starts sending stored dead letters again, oldest first, at a bounded rate. Answers how many; none while the rule is stopped. */
export async function redriveDeadLetters(
  runner: RuleRunner,
  ids: number[] | null,
  ratePerSecond: number,
): Promise<number> {
  if (!runner.isRunning) {
    return 0;
  }
  const count = await runner.deadLetters.countOf(ids);
  const before = underWay.get(runner.ruleId) ?? Promise.resolve();
  const run = before.then(() => redriveAll(runner, ids, ratePerSecond, count));
  underWay.set(runner.ruleId, run);
  void run.finally(() => {
    if (underWay.get(runner.ruleId) === run) {
      underWay.delete(runner.ruleId);
    }
  });
  return count;
}

/** At most as many as there were: what is rejected again keeps its number and is not taken twice. */
async function redriveAll(
  runner: RuleRunner,
  ids: number[] | null,
  ratePerSecond: number,
  count: number,
): Promise<void> {
  const perTurn = Math.max(1, Math.floor((ratePerSecond * turnMs) / 1_000));
  const pauseMs = (perTurn / ratePerSecond) * 1_000;
  let afterId = 0;
  let left = count;
  const isRunning = () => runner.isRunning;
  while (left > 0 && isRunning()) {
    const page = await readPage(runner, ids, afterId, Math.min(pageSize, perTurn, left));
    if (page === undefined) {
      await new Promise((resolve) => setTimeout(resolve, readAgainMs));
      continue;
    }
    if (page.length === 0) {
      return;
    }
    for (const { id, message } of page) {
      afterId = id;
      left -= 1;
      if (message !== undefined && isRunning()) {
        runner.deadLetters.noteUnderWay(id);
        runner.redrive(message);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Undefined when the store cannot be read now: what was promised is tried again for as long as the rule runs. */
async function readPage(runner: RuleRunner, ids: number[] | null, afterId: number, limit: number) {
  try {
    return await runner.deadLetters.read(ids, afterId, limit);
  } catch {
    return undefined;
  }
}
