import { requestCodes, responseCodes } from "./codes";
import type { ReceivedCommand, RequestCommand } from "./command";
import type { Connections } from "./connections";
import { RemotingError, refusedError } from "./errors";
import { asArray, asRecord, readJsonBody } from "./fields";
import { type BrokerAddresses, parseBroker, parseTopicRoute, type TopicRoute } from "./route";

/**
 * Asks name servers, the last one that answered first. All of them hold the same, so any answer counts; only when a server
 * cannot be asked the next one is. When none can, the error names each.
 */
export class NameServerClient {
  readonly #connections: Connections;
  readonly #addresses: readonly string[];
  #preferred = 0;

  constructor(connections: Connections, addresses: readonly string[]) {
    this.#connections = connections;
    this.#addresses = addresses;
  }

  get addresses(): readonly string[] {
    return this.#addresses;
  }

  /** Rejects with `noRoute` when the topic is not there. */
  async topicRoute(topic: string): Promise<TopicRoute> {
    const answer = await this.#ask({ code: requestCodes.getRouteInfoByTopic, fields: { topic } });
    if (answer.code === responseCodes.topicNotExist) {
      throw new RemotingError("noRoute", `The cluster has no topic "${topic}".`, {
        responseCode: answer.code,
        remark: answer.remark,
      });
    }
    return parseTopicRoute(topic, readJsonBody(this.#expectSuccess(answer)));
  }

  async topicNames(): Promise<string[]> {
    const answer = this.#expectSuccess(await this.#ask({ code: requestCodes.getAllTopicListFromNameServer }));
    return asArray(readJsonBody(answer)["topicList"]).filter((name) => typeof name === "string");
  }

  async brokers(): Promise<BrokerAddresses[]> {
    const answer = this.#expectSuccess(await this.#ask({ code: requestCodes.getBrokerClusterInfo }));
    return Object.values(asRecord(readJsonBody(answer)["brokerAddrTable"])).map((entry) =>
      parseBroker(asRecord(entry)),
    );
  }

  /** Every name server keeps its own list, so each is told. */
  async deleteTopic(topic: string): Promise<void> {
    const command = { code: requestCodes.deleteTopicInNameServer, fields: { topic } };
    for (const address of this.#addresses) {
      await this.#connections.call(address, command);
    }
  }

  async #ask(command: RequestCommand): Promise<ReceivedCommand> {
    const failures: RemotingError[] = [];
    for (let attempt = 0; attempt < this.#addresses.length; attempt += 1) {
      const index = (this.#preferred + attempt) % this.#addresses.length;
      const address = this.#addresses[index] ?? "";
      try {
        const answer = await this.#askOne(address, command);
        this.#preferred = index;
        return answer;
      } catch (error) {
        if (!(error instanceof RemotingError) || error.kind === "closed") {
          throw error;
        }
        failures.push(error);
      }
    }
    const [first] = failures;
    if (failures.length === 1 && first !== undefined) {
      throw first;
    }
    const message = `No name server can be reached. ${failures.map((failure) => failure.message).join(" ")}`;
    throw new RemotingError("unreachable", message, { address: this.#addresses.join(","), cause: first });
  }

  async #askOne(address: string, command: RequestCommand): Promise<ReceivedCommand> {
    try {
      return await this.#connections.to(address).request(command);
    } catch (error) {
      // An idle connection may be closed by the server while the question is on its way; asking changes nothing.
      if (error instanceof RemotingError && error.kind === "connectionLost") {
        return this.#connections.to(address).request(command);
      }
      throw error;
    }
  }

  #expectSuccess(answer: ReceivedCommand): ReceivedCommand {
    if (answer.code !== responseCodes.success) {
      throw refusedError(this.#addresses[this.#preferred] ?? "The name server", answer.code, answer.remark);
    }
    return answer;
  }
}
