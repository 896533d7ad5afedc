import { createServer } from "node:net";

// Test ports lie below the kernel's ephemeral range, so that no outgoing connection takes one between the check and its use.
// Another range, such as 21000-21999, keeps two runs on one computer apart.
const [lowest = 22_000, highest = 29_900] = (process.env["SLUICE_TEST_PORTS"] ?? "22000-29900").split("-").map(Number);
let next = lowest + (process.pid % Math.floor((highest - lowest) / 10)) * 10;

export async function isPortFree(port: number, host?: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

async function isRangeFree(first: number, last: number): Promise<boolean> {
  for (let port = first; port <= last; port += 1) {
    if (!(await isPortFree(port)) || !(await isPortFree(port, "127.0.0.1"))) {
      return false;
    }
  }
  return true;
}

/** A free port whose neighbours from `below` under it to `above` over it are free too, and handed out once in this process. */
export async function freePort({ below = 0, above = 0 }: { below?: number; above?: number } = {}): Promise<number> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if (next + below + above + 1 > highest) {
      next = lowest;
    }
    const port = next + below;
    next = port + above + 1;
    if (await isRangeFree(port - below, port + above)) {
      return port;
    }
  }
  throw new Error(`no free port between ${lowest} and ${highest}`);
}

/** RocketMQ's `listenPort` takes the two ports below it and the one above it as well. */
export async function freeRocketmqPorts(): Promise<{ namesrvPort: number; brokerPort: number }> {
  return { namesrvPort: await freePort(), brokerPort: await freePort({ below: 2, above: 1 }) };
}
