import type { RocketmqTarget } from "@/lib/rules/desired";
import type { ReceivedCommand } from "@/server/rocketmq/remoting/command";
import { batchBodies, type Reply, ScriptedRemotingServer } from "@/tests/helpers/scripted-remoting-server";

type Mood = "well" | "silent" | "busy" | "topicless";

const illegal =
  "the message is illegal, maybe msg body or properties length not matched. msg body length limit 4194304B, msg properties length limit 32KB.";

/** A scripted cluster of one broker that remembers what it stored. */
export class ScriptedDestination {
  readonly server: ScriptedRemotingServer;
  readonly stored = new Map<string, string[]>();
  mood: Mood = "well";
  refusedBody: string | undefined;
  isBatchTaken = true;
  storeCode = 0;

  constructor() {
    this.server = new ScriptedRemotingServer((request) => this.#reply(request));
  }

  get target(): RocketmqTarget {
    return {
      instanceId: "scripted",
      series: "4.0",
      endpoint: { protocol: "remoting", nameServers: [this.server.address] },
      namespace: undefined,
      accessKey: undefined,
      secretKey: undefined,
      securityToken: undefined,
      tls: undefined,
      requireReplica: false,
    };
  }

  #reply(request: ReceivedCommand): Reply {
    if (this.mood === "silent") {
      return { kind: "silence" };
    }
    if (request.code === 310 || request.code === 320) {
      return this.#store(request);
    }
    if (this.mood === "topicless" && request.code === 105) {
      return { kind: "answer", code: 17, remark: "No topic route info in name server for the topic: T" };
    }
    return this.server.standardReply(request);
  }

  #store(request: ReceivedCommand): Reply {
    const isBatch = request.code === 320;
    if (this.mood === "busy") {
      return { kind: "answer", code: 2, remark: "[TIMEOUT_CLEAN_QUEUE]broker busy, start flow control for a while" };
    }
    if (this.mood === "topicless") {
      return { kind: "answer", code: 17, remark: "topic[T] not exist, apply first please!" };
    }
    if (isBatch && !this.isBatchTaken) {
      return { kind: "answer", code: 3, remark: "request type 320 not supported" };
    }
    const bodies = (isBatch ? batchBodies(request.body) : [request.body]).map((body) => body.toString());
    if (this.refusedBody !== undefined && bodies.includes(this.refusedBody)) {
      return { kind: "answer", code: 13, remark: illegal };
    }
    const queue = `${request.fields["n"]}-${request.fields["e"]}`;
    this.stored.set(queue, [...(this.stored.get(queue) ?? []), ...bodies]);
    return this.server.storeReply(request, this.storeCode);
  }
}
