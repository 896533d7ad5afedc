import { lookup } from "node:dns/promises";
import type { ConnectionTestResult, connectionSteps } from "@/lib/instances/schemas";
import type { RocketmqTarget } from "@/lib/rules/desired";
import { say } from "@/lib/said/say";
import { type ClientContext, nameServersOf, openClientContext } from "./client-context";
import { askProxy } from "./grpc/ask-proxy";
import { parseAddress } from "./remoting/address";
import { isAuthenticationRefusal } from "./remoting/classify";
import { RemotingError } from "./remoting/errors";
import { openSocket } from "./remoting/open-socket";
import type { BrokerAddresses } from "./remoting/route";
import { brokerVersion } from "./remoting/topics";
import { TestRun } from "./test-run";
import { onceStarted } from "./version-detection";

type Step = (typeof connectionSteps)[number];

const totalMs = 10_000;
const stepMs = 3_000;

/**
 * Tries a RocketMQ instance without saving it: name, port, encryption, then what its servers say. Stops at the first step
 * that fails, whose detail says what to do. Never rejects; takes at most 10 s.
 */
export async function testRocketmqConnection(target: RocketmqTarget): Promise<ConnectionTestResult> {
  const run = new TestRun<Step>(totalMs);
  let context: ClientContext | undefined;
  try {
    const entrances = entrancesOf(target);
    await run.step("dns", () => resolveHosts(entrances));
    await run.step(target.tls === undefined ? "tcp" : "tls", () => connectFirst(target, entrances));
    const isGrpc = target.endpoint.protocol === "grpc";
    if (isGrpc) {
      await run.step("credentials", () => askProxy(target, stepMs));
    }
    if (hasNameServer(target)) {
      context = openClientContext(target, { connectTimeoutMs: stepMs, requestTimeoutMs: stepMs });
      await (isGrpc ? testAdministration(run, context) : testServers(run, context));
    }
  } catch (error) {
    run.noteUnexpected(error);
  } finally {
    context?.connections.close();
  }
  return run.result();
}

function entrancesOf({ endpoint }: RocketmqTarget): readonly string[] {
  return endpoint.protocol === "grpc" ? [endpoint.endpoints] : nameServersOf(endpoint);
}

function hasNameServer({ endpoint }: RocketmqTarget): boolean {
  return endpoint.protocol === "remoting" || (endpoint.adminNameServers?.length ?? 0) > 0;
}

async function resolveHosts(addresses: readonly string[]): Promise<string> {
  const found: string[] = [];
  const unknown: string[] = [];
  for (const address of addresses) {
    const { host } = parseAddress(address);
    try {
      found.push(`${host} (${(await lookup(host)).address})`);
    } catch {
      unknown.push(host);
    }
  }
  if (found.length === 0) {
    throw new RemotingError("unreachable", say("noAddress", { hosts: unknown.join(", ") }));
  }
  const known = found.join(", ");
  return unknown.length === 0
    ? say("addressesFound", { addresses: known })
    : say("addressesPartlyFound", { addresses: known, hosts: unknown.join(", ") });
}

async function connectFirst(target: RocketmqTarget, addresses: readonly string[]): Promise<string> {
  const failures: string[] = [];
  for (const address of addresses) {
    try {
      const timeoutMs = stepMs / addresses.length;
      const socket = await openSocket({ address, tls: target.tls, timeoutMs });
      socket.on("error", () => {});
      socket.destroy();
      return say("connectedTo", { address });
    } catch (error) {
      failures.push(error instanceof Error ? error.message : address);
    }
  }
  throw new RemotingError("unreachable", say("wrongAddress", { why: failures.join(" ") }));
}

async function testServers(run: TestRun<Step>, context: ClientContext): Promise<void> {
  const brokers = await findMasters(run, context);
  let version: string | undefined;
  await run.step("credentials", async () => {
    version = await askBrokers(context, brokers);
    return say("brokersAnswer");
  });
  await run.step("version", async () => noteVersion(run, version));
}

/** Beside a gRPC endpoint name servers only serve topics and messages; the account was tried on the proxy. */
async function testAdministration(run: TestRun<Step>, context: ClientContext): Promise<void> {
  const brokers = await findMasters(run, context);
  await run.step("version", async () => noteVersion(run, await askBrokers(context, brokers)));
}

async function findMasters(run: TestRun<Step>, context: ClientContext): Promise<readonly BrokerAddresses[]> {
  let brokers: BrokerAddresses[] = [];
  await run.step("route", async () => {
    brokers = await context.nameServer.brokers();
    const masters = brokers.filter(({ masterAddress }) => masterAddress !== undefined);
    if (masters.length === 0) {
      throw new RemotingError("noRoute", say("noBrokerKnown"));
    }
    const known = masters.map(({ brokerName, masterAddress }) => `${brokerName} (${masterAddress})`);
    return say("brokersKnown", { brokers: known.join(", ") });
  });
  return brokers;
}

async function askBrokers(context: ClientContext, brokers: readonly BrokerAddresses[]): Promise<string | undefined> {
  let version: string | undefined;
  for (const { brokerName, masterAddress } of brokers) {
    if (masterAddress !== undefined) {
      version ??= await askBroker(context, brokerName, masterAddress);
    }
  }
  return version;
}

function noteVersion(run: TestRun<Step>, version: string | undefined): string {
  run.detectedVersion = version;
  return version === undefined ? say("brokerVersionUntold") : say("brokerVersion", { version });
}

async function askBroker(context: ClientContext, brokerName: string, address: string): Promise<string | undefined> {
  try {
    return await onceStarted(() => brokerVersion(context.connections, address));
  } catch (error) {
    if (!(error instanceof RemotingError)) {
      throw error;
    }
    if (error.kind === "refused" && !isAuthenticationRefusal(error)) {
      // An account for sending only may be refused this question; it was recognised.
      return undefined;
    }
    const why = error.message;
    const message =
      error.kind === "refused" ? say("wrongAccount", { why }) : say("wrongBrokerAddress", { why, broker: brokerName });
    throw new RemotingError(error.kind, message, { cause: error });
  }
}
