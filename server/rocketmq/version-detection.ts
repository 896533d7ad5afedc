import type { ClientContext } from "./client-context";
import { RemotingError } from "./remoting/errors";
import { brokerVersion } from "./remoting/topics";

/** Asks masters one after another until one tells; rejects only when none could be asked. */
export async function detectVersion({ nameServer, connections }: ClientContext): Promise<string | undefined> {
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
