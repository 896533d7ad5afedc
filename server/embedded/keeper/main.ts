import { Keeper } from "./keeper";
import { KeeperSpec } from "./keeper-messages";
import { AlreadyKeptError } from "./keeper-record";

/** Exit code of a start that trying again will not mend soon. */
const exitCodeRefused = 3;

const spec = KeeperSpec.parse(JSON.parse(process.argv[2] ?? "{}"));

const keeper = new Keeper(spec, (report) => {
  const detail = report.detail ? `: ${report.detail}` : "";
  process.stdout.write(`${spec.part} ${report.state}${report.pid ? ` (process ${report.pid})` : ""}${detail}\n`);
  if (process.connected) {
    process.send?.({ type: "keeper", ...report }, () => undefined);
  }
});

// The channel closes however the console ends, SIGKILL included; the server must not outlive it.
process.on("disconnect", () => keeper.stop());
process.on("SIGTERM", () => keeper.stop());
process.on("SIGINT", () => keeper.stop());
// Nobody reads the output any more once the console is gone.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

keeper.run().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof AlreadyKeptError ? exitCodeRefused : 1);
  },
);
