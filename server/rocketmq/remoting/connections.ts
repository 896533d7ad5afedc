import { responseCodes } from "./codes";
import type { ReceivedCommand, RequestCommand } from "./command";
import { type ConnectionOptions, RemotingConnection } from "./connection";
import { RemotingError, refusedError } from "./errors";

/** Servers of a cluster come and go; past this many addresses, the ones not connected are forgotten. */
const addressesMax = 256;

/** The connections of one client, one for each address. */
export class Connections {
  readonly #byAddress = new Map<string, RemotingConnection>();
  readonly #options: Partial<ConnectionOptions>;
  #isClosed = false;

  constructor(options: Partial<ConnectionOptions>) {
    this.#options = options;
  }

  to(address: string): RemotingConnection {
    if (this.#isClosed) {
      throw new RemotingError("closed", "This client was closed.", { address });
    }
    let connection = this.#byAddress.get(address);
    if (connection === undefined) {
      if (this.#byAddress.size >= addressesMax) {
        this.#closeWhere(({ state }) => state.status === "idle" || state.status === "failing");
      }
      connection = new RemotingConnection(address, this.#options);
      this.#byAddress.set(address, connection);
    }
    return connection;
  }

  /** Sends and waits for success; any other answer rejects as `refused`. */
  async call(address: string, command: RequestCommand, timeoutMs?: number): Promise<ReceivedCommand> {
    const answer = await this.to(address).request(command, timeoutMs);
    if (answer.code !== responseCodes.success) {
      throw refusedError(address, answer.code, answer.remark);
    }
    return answer;
  }

  close(): void {
    this.#isClosed = true;
    this.#closeWhere(() => true);
  }

  #closeWhere(isUnwanted: (connection: RemotingConnection) => boolean): void {
    for (const [address, connection] of this.#byAddress) {
      if (isUnwanted(connection)) {
        connection.close();
        this.#byAddress.delete(address);
      }
    }
  }
}
