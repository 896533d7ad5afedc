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
  readonly #onDisconnect = new Set<(address: string) => void>();
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
      connection = new RemotingConnection(address, {
        ...this.#options,
        onState: ({ status }) => {
          if (status === "idle" || status === "failing") {
            this.#tellDisconnected(address);
          }
        },
      });
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

  /** Told of each connection that ended or could not be made, even while nothing waited on it. Returns how to stop. */
  onDisconnect(listener: (address: string) => void): () => void {
    this.#onDisconnect.add(listener);
    return () => this.#onDisconnect.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    this.#closeWhere(() => true);
  }

  #tellDisconnected(address: string): void {
    for (const listener of this.#onDisconnect) {
      listener(address);
    }
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
