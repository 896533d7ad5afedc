import { createServer } from "node:net";
import { listPortUses, type PortUse } from "./port-clashes";

async function tryListening({ port, host }: PortUse): Promise<string | undefined> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

function explain(use: PortUse, code: string): string {
  const subject = `Port ${use.port} of ${use.part}`;
  switch (code) {
    case "EADDRINUSE":
      return `${subject} is in use by another program. Stop that program, or set ${use.setting} to a free port.`;
    case "EACCES":
      return `${subject} may not be used by this user. Set ${use.setting} to a port above 1023.`;
    case "EADDRNOTAVAIL":
      return `${use.host ?? "The address"} of ${use.part} is not an address of this computer.`;
    default:
      return `${subject} cannot be used (${code}). Set ${use.setting} to another port.`;
  }
}

/** Tries every port that this copy will listen on; one sentence for each that is not free, with the setting that moves it. */
export async function findPortProblems(settings: Parameters<typeof listPortUses>[0]): Promise<string[]> {
  const problems: string[] = [];
  for (const use of listPortUses(settings)) {
    const code = await tryListening(use);
    if (code !== undefined) {
      problems.push(explain(use, code));
    }
  }
  return problems;
}
