import { responseCodes } from "./codes";
import type { ReceivedCommand, RequestCommand } from "./command";
import { type ConnectionOptions, RemotingConnection } from "./connection";
import { RemotingError, refusedError } from "./errors";

/** The connections of one client, one for each address. Bounded by the servers that a cluster names. */
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

  /** Ends connections to addresses that the cluster no longer names. */
  keepOnly(addresses: ReadonlySet<string>): void {
    for (const [address, connection] of this.#byAddress) {
      if (!addresses.has(address)) {
        connection.close();
        this.#byAddress.delete(address);
      }
    }
  }

  close(): void {
    this.#isClosed = true;
    this.keepOnly(new Set());
  }
}
