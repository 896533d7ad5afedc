import net from "node:net";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import WebSocket, { createWebSocketStream } from "ws";
import type { MqttConnection } from "@/lib/instances/schemas";
import { say } from "@/lib/said/say";
import { unreachable } from "./errors";

const defaultPorts = { "mqtt:": 1883, "mqtts:": 8883, "ws:": 80, "wss:": 443 } as const;
/** The protocol's own largest packet; a WebSocket frame may carry a whole one. */
const frameBytesMax = 268_435_460;

export interface BrokerAddress {
  protocol: keyof typeof defaultPorts;
  host: string;
  port: number;
  isTls: boolean;
  isWebSocket: boolean;
}

export function parseBrokerUrl(url: string): BrokerAddress {
  const parsed = new URL(url);
  const protocol = parsed.protocol as keyof typeof defaultPorts; // safe because the next line refuses all others
  if (!(protocol in defaultPorts)) {
    throw unreachable(`The address ${url} must begin with mqtt://, mqtts://, ws:// or wss://.`);
  }
  return {
    protocol,
    host: parsed.hostname.replace(/^\[|\]$/g, ""),
    port: parsed.port === "" ? defaultPorts[protocol] : Number(parsed.port),
    isTls: protocol === "mqtts:" || protocol === "wss:",
    isWebSocket: protocol === "ws:" || protocol === "wss:",
  };
}

export function tlsOptions(connection: MqttConnection, host: string): tls.ConnectionOptions {
  const options = connection.tls;
  return {
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...(options?.ca === undefined ? {} : { ca: options.ca }),
    ...(options?.cert === undefined ? {} : { cert: options.cert }),
    ...(options?.key === undefined ? {} : { key: options.key }),
    rejectUnauthorized: options?.rejectUnauthorized ?? true,
  };
}

const certificateCodes = /^(CERT_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO$)/;

const certificateFaults = {
  CERT_HAS_EXPIRED: "certificateExpired",
  CERT_NOT_YET_VALID: "certificateNotYetValid",
} as const;

/** Names what is wrong with a network connection by the system's error code. */
export function networkError(error: unknown, address: BrokerAddress): Error {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const where = `${address.host}:${address.port}`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return unreachable(say("hostNotFound", { host: address.host }), "other", error);
  }
  if (code === "ECONNREFUSED") {
    return unreachable(say("nothingListens", { where }), "other", error);
  }
  if (code === "ECONNRESET" || code === "EPIPE") {
    return unreachable(say("connectionReset", { where }), "other", error);
  }
  if (code === "ETIMEDOUT" || code === "EHOSTUNREACH" || code === "ENETUNREACH") {
    return unreachable(say("noAnswer", { where }), "other", error);
  }
  if (certificateCodes.test(code)) {
    const fault = code in certificateFaults ? certificateFaults[code as keyof typeof certificateFaults] : "tlsFailed"; // safe because of the check
    return unreachable(say(fault, { where, code }), "other", error);
  }
  const message = code === "" ? say("connectionFailedSomehow", { where }) : say("connectionFailed", { where, code });
  return unreachable(message, "other", error);
}

function openWebSocket(connection: MqttConnection, address: BrokerAddress): Duplex {
  const socket = new WebSocket(connection.url, ["mqtt"], {
    perMessageDeflate: false,
    maxPayload: frameBytesMax,
    ...(address.isTls ? tlsOptions(connection, address.host) : {}),
  });
  return createWebSocketStream(socket);
}

function openSocket(connection: MqttConnection, address: BrokerAddress): net.Socket {
  const target = {
    host: address.host,
    port: address.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
  };
  return address.isTls ? tls.connect({ ...target, ...tlsOptions(connection, address.host) }) : net.connect(target);
}

/** Opens a byte stream to the broker: TCP, TLS or WebSocket. Rejects with a named failure; an abort destroys what was begun. */
export async function openTransport(connection: MqttConnection, signal: AbortSignal): Promise<Duplex> {
  const address = parseBrokerUrl(connection.url);
  if (!address.isWebSocket) {
    const socket = openSocket(connection, address);
    await ready(socket, address.isTls ? "secureConnect" : "connect", address, signal);
    return socket;
  }
  const stream = openWebSocket(connection, address);
  // The first write waits in the stream until the WebSocket is open; a failure shows as the stream's error.
  return await Promise.resolve(stream);
}

async function ready(socket: net.Socket, event: string, address: BrokerAddress, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: unknown) => {
      socket.destroy();
      reject(networkError(error, address));
    };
    const abort = () => fail(Object.assign(new Error("timed out"), { code: "ETIMEDOUT" }));
    socket.once("error", fail);
    socket.once("close", abort);
    signal.addEventListener("abort", abort, { once: true });
    socket.once(event, () => {
      socket.off("error", fail);
      socket.off("close", abort);
      signal.removeEventListener("abort", abort);
      resolve();
    });
  });
}
