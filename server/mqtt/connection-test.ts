import dns from "node:dns/promises";
import net from "node:net";
import tls from "node:tls";
import type { IConnackPacket } from "mqtt-packet";
import type { ConnectionTestResult, MqttConnection } from "@/lib/instances/schemas";
import { say } from "@/lib/said/say";
import { type MqttConnectionError, toConnectionError } from "./errors";
import { defaultKeepAliveTiming } from "./keep-alive";
import { openConnection } from "./open-connection";
import { ProtocolChoice } from "./protocol-choice";
import { shortLivedClientId } from "./short-client";
import { type BrokerAddress, networkError, parseBrokerUrl, tlsOptions } from "./transport";

type Step = ConnectionTestResult["steps"][number];
type StepName = Step["step"];

const timeoutMsDefault = 10_000;

/** Runs the steps in order, times each, and stops at the first that fails. */
class StepRunner {
  readonly steps: Step[] = [];

  async run(step: StepName, action: () => Promise<string>): Promise<boolean> {
    const startedAtMs = performance.now();
    let ok = true;
    let detail: string;
    try {
      detail = await action();
    } catch (error) {
      ok = false;
      detail = toConnectionError(error).failure.message;
    }
    this.steps.push({ step, ok, detail, durationMs: Math.round(performance.now() - startedAtMs) });
    return ok;
  }
}

async function resolveHost(address: BrokerAddress, signal: AbortSignal): Promise<string> {
  if (net.isIP(address.host) !== 0) {
    return say("addressGiven", { host: address.host });
  }
  const found = await withAbort(dns.lookup(address.host, { all: true }), address, signal);
  const known = found.map((entry) => entry.address).join(", ");
  return say("addressesFound", { addresses: `${address.host} (${known})` });
}

async function withAbort<Value>(work: Promise<Value>, address: BrokerAddress, signal: AbortSignal): Promise<Value> {
  const late = () => networkError(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" }), address);
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(late());
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) {
      abort();
    }
  });
  try {
    return await Promise.race([work, aborted]);
  } catch (error) {
    throw networkError(error, address);
  } finally {
    if (abort !== undefined) {
      signal.removeEventListener("abort", abort);
    }
  }
}

async function touch(socket: net.Socket, event: string, address: BrokerAddress, signal: AbortSignal): Promise<void> {
  const opened = new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.once(event, () => resolve());
  });
  try {
    await withAbort(opened, address, signal);
  } finally {
    socket.on("error", () => undefined);
    socket.destroy();
  }
}

async function checkTcp(address: BrokerAddress, signal: AbortSignal): Promise<string> {
  await touch(net.connect({ host: address.host, port: address.port }), "connect", address, signal);
  return say("portOpen", { where: `${address.host}:${address.port}` });
}

async function checkTls(connection: MqttConnection, address: BrokerAddress, signal: AbortSignal): Promise<string> {
  const target = { host: address.host, port: address.port, ...tlsOptions(connection, address.host) };
  const socket = tls.connect(target);
  let detail = "";
  socket.once("secureConnect", () => {
    const { subject } = socket.getPeerCertificate() as Partial<tls.PeerCertificate>; // safe because a certificate may be empty
    const isVerified = target.rejectUnauthorized !== false;
    detail = say(isVerified ? "certificate" : "certificateUnverified", {
      protocol: socket.getProtocol() ?? "TLS",
      subject: [subject?.CN ?? address.host].flat().join(", "),
    });
  });
  await touch(socket, "secureConnect", address, signal);
  return detail;
}

interface Accepted {
  protocolVersion: 4 | 5;
  connack: IConnackPacket;
}

async function connect(connection: MqttConnection, signal: AbortSignal): Promise<Accepted> {
  const choice = new ProtocolChoice(connection.protocolVersion);
  const clientId = shortLivedClientId(connection.clientIdPrefix, "test");
  const nothing = { onPublish: () => undefined, onSkippedRetained: () => undefined, onSuspect: () => undefined };
  for (;;) {
    const protocolVersion = choice.version;
    try {
      const { link, connack } = await openConnection(
        {
          connection,
          clientId,
          protocolVersion,
          isCleanStart: true,
          sessionExpirySeconds: 0,
          receiveMaximum: 1,
          timing: defaultKeepAliveTiming,
          awaitingRelease: new Set(),
        },
        nothing,
        signal,
      );
      await link.disconnect(0);
      return { protocolVersion, connack };
    } catch (error) {
      const failure: MqttConnectionError = toConnectionError(error);
      if (!choice.refused(failure)) {
        throw failure;
      }
    }
  }
}

/** MQTT has no version packet; some brokers name themselves in CONNACK's user properties. */
function brokerNameOf({ connack }: Accepted): string | undefined {
  const properties = Object.entries(connack.properties?.userProperties ?? {});
  const named = properties.find(([key]) => /^(server|broker|product)([-_ ]?(name|version))?$/i.test(key));
  return named === undefined ? undefined : [named[1]].flat().join(", ").slice(0, 100);
}

function describeAccepted(accepted: Accepted): { version: string; detail: string } {
  const level = accepted.protocolVersion === 5 ? "MQTT 5" : "MQTT 3.1.1";
  const name = brokerNameOf(accepted);
  const version = name === undefined ? level : `${level}, ${name}`;
  return { version, detail: say("acceptedVersion", { version }) };
}

/** Tries an address step by step, for at most `timeoutMs`, and says at the first failure what to do. Saves nothing and keeps no session. */
export async function testMqttConnection(
  connection: MqttConnection,
  timeoutMs = timeoutMsDefault,
): Promise<ConnectionTestResult> {
  const runner = new StepRunner();
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), timeoutMs);
  const { signal } = aborter;
  let accepted: Accepted | undefined;
  try {
    const address = parseBrokerUrl(connection.url);
    const isReachable =
      (await runner.run("dns", () => resolveHost(address, signal))) &&
      (await runner.run("tcp", () => checkTcp(address, signal))) &&
      (!address.isTls || (await runner.run("tls", () => checkTls(connection, address, signal))));
    const isAccepted =
      isReachable &&
      (await runner.run("credentials", async () => {
        accepted = await connect(connection, signal);
        return connection.username === undefined && connection.auth === "password"
          ? say("acceptedAnonymous")
          : say("acceptedCredentials");
      }));
    if (!isAccepted || accepted === undefined) {
      return { ok: false, steps: runner.steps };
    }
    const { version, detail } = describeAccepted(accepted);
    await runner.run("version", () => Promise.resolve(detail));
    return { ok: true, steps: runner.steps, detectedVersion: version };
  } finally {
    clearTimeout(timer);
  }
}
