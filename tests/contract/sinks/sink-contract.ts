import { describe, expect, onTestFinished, test } from "vitest";
import type { ConnectorState, FlowMessage, Outcome, Sink } from "@/server/runtime/flow/contracts";
import { waitFor } from "@/tests/helpers/wait-for";

/** A destination under the test's control, and the sink that writes to it. */
export interface SinkFixture {
  sink: Sink;
  /** Bodies stored so far, in order, for each queue. */
  storedByQueue(): ReadonlyMap<string, readonly string[]>;
  /** From now on requests stay unanswered. */
  fallSilent(): void;
  /** From now on the destination says it is busy. */
  becomeBusy(): void;
  /** From now on the destination has no such topic. */
  dropTopic(): void;
  /** From now on a message with this body is refused for its size or content, and with it the request that carries it. */
  refuseBody(body: string): void;
  /** Connections end now. */
  disconnect(): void;
  /** From now on all is well again. */
  recover(): void;
  openConnections(): number;
  dispose(): Promise<void>;
}

let serial = 0;

export function flowMessage(text: string, changes: Partial<FlowMessage> = {}): FlowMessage {
  serial += 1;
  return {
    key: "parent/device",
    body: Buffer.from(text),
    properties: `UNIQ_KEY\u0001${serial.toString(16).toUpperCase().padStart(32, "0")}\u0002WAIT\u0001true\u0002`,
    qos: 1,
    receivedAtMs: 0,
    receipt: undefined,
    ...changes,
  };
}

const texts = (from: number, count: number) => Array.from({ length: count }, (_, index) => `m${from + index}`);
const statuses = (outcomes: readonly Outcome[]) => outcomes.map(({ status }) => status);
const all = (status: Outcome["status"], count: number) => new Array<string>(count).fill(status);

/** What every sink guarantees to the flow. `openFixture` gives a fresh destination, in good health, with its topic. */
export function describeSinkContract(name: string, openFixture: () => Promise<SinkFixture>): void {
  async function open(): Promise<SinkFixture & { states: ConnectorState[] }> {
    const fixture = await openFixture();
    onTestFinished(() => fixture.dispose());
    const states: ConnectorState[] = [];
    fixture.sink.open({ onState: (state) => states.push(state) });
    return Object.assign(fixture, { states });
  }

  async function openConnected() {
    const fixture = await open();
    await waitFor(() => fixture.sink.state.status === "connected");
    return fixture;
  }

  const send = (fixture: SinkFixture, lane: number, bodies: readonly string[], isLaneEmpty = false) =>
    fixture.sink.send(
      lane,
      bodies.map((body) => flowMessage(body)),
      isLaneEmpty,
    );

  describe(`${name}: the sink contract`, () => {
    test("opens by itself, reports connecting then connected, and closes with nothing left", async () => {
      const fixture = await openConnected();
      expect(fixture.states.map(({ status }) => status)).toEqual(["connecting", "connected"]);
      await send(fixture, 0, ["m0"]);
      await fixture.sink.close();
      expect(fixture.sink.state.status).toBe("closed");
      await waitFor(() => fixture.openConnections() === 0);
    });

    test("closes while connecting", async () => {
      const fixture = await open();
      await fixture.sink.close();
      await waitFor(() => fixture.openConnections() === 0);
      expect(fixture.sink.state.status).toBe("closed");
    });

    test("stores a lane's messages in order in one queue, with one outcome each", async () => {
      const fixture = await openConnected();
      for (let from = 0; from < 100; from += 20) {
        expect(statuses(await send(fixture, 3, texts(from, 20)))).toEqual(all("delivered", 20));
      }
      expect([...fixture.storedByQueue().values()]).toEqual([texts(0, 100)]);
    });

    test("lanes at once lose nothing and keep their order", async () => {
      const fixture = await openConnected();
      const lanes = Array.from({ length: 16 }, async (_, lane) => {
        for (let from = 0; from < 50; from += 10) {
          const bodies = texts(from, 10).map((text) => `${lane}:${text}`);
          expect(statuses(await send(fixture, lane, bodies))).toEqual(all("delivered", 10));
        }
      });
      await Promise.all(lanes);
      const stored = [...fixture.storedByQueue().values()].flat();
      for (let lane = 0; lane < 16; lane += 1) {
        const own = stored.filter((text) => text.startsWith(`${lane}:`));
        expect(own).toEqual(texts(0, 50).map((text) => `${lane}:${text}`));
      }
    });

    test("an empty body and an empty batch are no fault", async () => {
      const fixture = await openConnected();
      expect(statuses(await send(fixture, 0, [""]))).toEqual(["delivered"]);
      expect(await send(fixture, 0, [])).toEqual([]);
    });

    test("a message over the limits is rejected alone; its neighbours are stored in order", async () => {
      const fixture = await openConnected();
      const tooLarge = flowMessage("", { body: Buffer.alloc(fixture.sink.limits.messageBytesMax + 1) });
      const tooLong = flowMessage("", { properties: `k\u0001${"p".repeat(40_000)}\u0002` });
      const batch = [flowMessage("a"), tooLarge, flowMessage("b"), tooLong, flowMessage("c")];
      expect(statuses(await fixture.sink.send(0, batch, false))).toEqual([
        "delivered",
        "rejected",
        "delivered",
        "rejected",
        "delivered",
      ]);
      expect([...fixture.storedByQueue().values()]).toEqual([["a", "b", "c"]]);
    });

    test("a message that the destination refuses is rejected alone; its neighbours are stored once and in order", async () => {
      const fixture = await openConnected();
      fixture.refuseBody("m5");
      const outcomes = await send(fixture, 0, texts(0, 12));
      expect(statuses(outcomes)).toEqual(texts(0, 12).map((text) => (text === "m5" ? "rejected" : "delivered")));
      expect([...fixture.storedByQueue().values()]).toEqual([texts(0, 12).filter((text) => text !== "m5")]);
      expect(fixture.sink.state.status).toBe("connected");
    });

    test("a busy destination means retry, under its name", async () => {
      const fixture = await openConnected();
      fixture.becomeBusy();
      const outcomes = await send(fixture, 0, texts(0, 3));
      expect(outcomes).toMatchObject(texts(0, 3).map(() => ({ status: "retry", reason: { code: "brokerBusy" } })));
      fixture.recover();
      expect(statuses(await send(fixture, 0, texts(0, 3)))).toEqual(all("delivered", 3));
    });

    test("a silent destination means retry within bounded time, a failing state, and recovery without a hand", async () => {
      const fixture = await openConnected();
      fixture.fallSilent();
      const outcomes = await send(fixture, 0, texts(0, 3));
      expect(outcomes).toMatchObject(texts(0, 3).map(() => ({ status: "retry", reason: { code: "sinkUnreachable" } })));
      expect(fixture.sink.state).toMatchObject({ status: "failing", reason: { code: "sinkUnreachable" } });
      fixture.recover();
      await waitFor(() => fixture.sink.state.status === "connected");
      expect(statuses(await send(fixture, 0, texts(0, 3)))).toEqual(all("delivered", 3));
    });

    test("a connection that ends with a request in flight means retry, and the sink comes back", async () => {
      const fixture = await openConnected();
      fixture.fallSilent();
      const sending = send(fixture, 0, texts(0, 3));
      fixture.disconnect();
      expect(statuses(await sending)).toEqual(all("retry", 3));
      fixture.recover();
      await waitFor(() => fixture.sink.state.status === "connected");
      expect(statuses(await send(fixture, 0, texts(0, 3)))).toEqual(all("delivered", 3));
    });

    test("a destination that goes away while nothing is sent is noticed within 5 s", { timeout: 10_000 }, async () => {
      const fixture = await openConnected();
      await send(fixture, 0, ["m0"]);
      fixture.fallSilent();
      fixture.disconnect();
      await waitFor(() => fixture.sink.state.status === "failing", { timeoutMs: 5_000 });
      expect(fixture.sink.state).toMatchObject({ reason: { code: "sinkUnreachable" } });
    });

    test("a topic that is missing blocks under its name, and is found once it is there", {
      timeout: 20_000,
    }, async () => {
      const fixture = await openConnected();
      fixture.dropTopic();
      const outcomes = await send(fixture, 0, ["m0"]);
      expect(outcomes).toMatchObject([{ status: "retry", reason: { code: "topicMissing" } }]);
      await waitFor(() => fixture.sink.state.status === "failing");
      expect(fixture.sink.state).toMatchObject({ reason: { code: "topicMissing" } });
      fixture.recover();
      await waitFor(() => fixture.sink.state.status === "connected");
      expect(statuses(await send(fixture, 0, ["m0"]))).toEqual(["delivered"]);
    });

    test("a send on a closed sink resolves to retry", async () => {
      const fixture = await openConnected();
      await fixture.sink.close();
      expect(statuses(await send(fixture, 0, texts(0, 2)))).toEqual(all("retry", 2));
    });
  });
}
