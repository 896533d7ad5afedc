import { describe, expect, onTestFinished, test } from "vitest";
import { consumeSamples } from "@/components/rules/detail/consume-samples";
import { GrpcClientPool } from "@/server/rocketmq/grpc/grpc-client-pool";
import { GrpcSink } from "@/server/runtime/sinks/grpc-sink";
import { doorMessage, doorMessageHead } from "@/tests/helpers/door-message";
import { findModules, runNode } from "@/tests/helpers/sample-program";
import { waitFor } from "@/tests/helpers/wait-for";
import type { Rocketmq5 } from "./cluster";

/** The program that the console offers for an instance reached by gRPC; its package comes with the product. */
export function describeConsumeSamples(cluster: Rocketmq5): void {
  describe("programs offered for reading what a rule delivers by gRPC", () => {
    test("the Node.js one runs as it stands for a group that exists, and prints topic, client and body", {
      timeout: 120_000,
    }, async () => {
      const topic = "SampleTopic";
      const target = cluster.grpc();
      await cluster.createTopic(topic, "NORMAL", 4);
      await cluster.server().createGroup("GID_sample");
      const sink = new GrpcSink({ target, topic, pool: new GrpcClientPool() });
      onTestFinished(() => sink.close());
      sink.open({ onState: () => {} });
      await waitFor(() => sink.state.status === "connected", { what: "the sink is connected" });
      const { node } = consumeSamples({
        endpoint: target.endpoint,
        namespace: undefined,
        hasKeys: false,
        topic,
        group: "GID_sample",
      });
      const program = runNode(node, findModules("rocketmq-client-nodejs") ?? "");
      // A new group of a proxy begins with what comes after it; so one message a round until one is printed.
      await waitFor(
        async () => {
          expect(await sink.send(0, [doorMessage("by gRPC")], false)).toMatchObject([{ status: "delivered" }]);
          return program.printed().includes(`${doorMessageHead} by gRPC`);
        },
        { timeoutMs: 60_000, intervalMs: 500, what: "the sample prints topic, client and body" },
      ).catch((error: Error) => {
        throw new Error(`${error.message}; printed ${program.printed()}; complained ${program.errors()}`);
      });
    });
  });
}
