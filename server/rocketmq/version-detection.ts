import type { ClientContext } from "./client-context";
import { isJustStarting } from "./remoting/classify";
import { RemotingError } from "./remoting/errors";
import { brokerVersion } from "./remoting/topics";

/** A broker takes its first figures within the first seconds; before that it fails to tell anything about itself. */
const startingMsMax = 5_000;
const askAgainMs = 250;

/** Asks masters one after another until one tells; rejects only when none could be asked. */
export function detectVersion(context: ClientContext): Promise<string | undefined> {
  return onceStarted(() => askMasters(context));
}

/** Asks again while the answer is that the broker has only just started, for some 5 s. */
export async function onceStarted<T>(ask: () => Promise<T>): Promise<T> {
  const deadlineMs = performance.now() + startingMsMax;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isJustStarting(error) || performance.now() > deadlineMs) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, askAgainMs));
    }
  }
}

async function askMasters({ nameServer, connections }: ClientContext): Promise<string | undefined> {
  let failure: RemotingError | undefined;
  for (const { masterAddress } of await nameServer.brokers()) {
    if (masterAddress === undefined) {
      continue;
    }
    try {
      return await brokerVersion(connections, masterAddress);
    } catch (error) {
      if (!(error instanceof RemotingError)) {
        throw error;
      }
      failure = error;
    }
  }
  if (failure !== undefined) {
    throw failure;
  }
  return undefined;
}
