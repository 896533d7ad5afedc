import http from "node:http";
import net, { type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { createWebSocketStream, WebSocketServer } from "ws";
import { isOriginAllowed, originOf } from "./origin";

export interface Accepted {
  stream: Duplex;
  socket: net.Socket;
  request: http.IncomingMessage | undefined;
}

export interface ListenerOptions {
  host: string;
  port: number;
  connectTimeoutMs: number;
  packetBytesMax: number;
  allowedOrigins: readonly string[];
  /** False refuses the connection. */
  hasRoom: () => boolean;
  onConnection: (accepted: Accepted) => void;
  onRefused: () => void;
  onError: (error: unknown) => void;
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

const mqttProtocols = ["mqtt", "mqttv3.1"];

/** The port is taken or not allowed; says which. */
export class ListenError extends Error {
  constructor(host: string, port: number, cause: unknown) {
    super(`Cannot listen on ${host}:${port}. Another program may use the port; stop it or choose another port.`, {
      cause,
    });
    this.name = "ListenError";
  }
}

async function listen(server: net.Server, options: ListenerOptions): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new ListenError(options.host, options.port, error)));
    server.listen({ host: options.host, port: options.port }, resolve);
  });
  server.removeAllListeners("error");
  server.on("error", options.onError);
  return (server.address() as AddressInfo).port; // safe because it listens on TCP
}

async function closeServer(server: net.Server): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

export async function listenTcp(options: ListenerOptions): Promise<Listener> {
  const server = net.createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 }, (socket) => {
    if (options.hasRoom()) {
      options.onConnection({ stream: socket, socket, request: undefined });
    } else {
      socket.destroy();
      options.onRefused();
    }
  });
  const port = await listen(server, options);
  return { port, close: () => closeServer(server) };
}

export async function listenWebSocket(options: ListenerOptions): Promise<Listener> {
  const server = http.createServer((_request, response) => {
    response.writeHead(426, { "content-type": "text/plain", upgrade: "websocket" });
    response.end("This port speaks MQTT over WebSocket.\n");
  });
  server.headersTimeout = options.connectTimeoutMs;
  server.requestTimeout = options.connectTimeoutMs;
  server.keepAliveTimeout = 1_000;
  server.on("connection", (socket: net.Socket) => {
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
  });
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.packetBytesMax,
    perMessageDeflate: false,
    handleProtocols: (offered) => mqttProtocols.find((protocol) => offered.has(protocol)) ?? false,
  });
  server.on("upgrade", (request, socket: net.Socket, head) => {
    if (!isOriginAllowed(originOf(request), options.allowedOrigins) || !options.hasRoom()) {
      options.onRefused();
      socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      options.onConnection({ stream: createWebSocketStream(webSocket), socket, request });
    });
  });
  const port = await listen(server, options);
  return {
    port,
    close: async () => {
      server.closeAllConnections();
      for (const client of webSockets.clients) {
        client.terminate();
      }
      await closeServer(server);
    },
  };
}
