declare global {
  namespace NodeJS {
    interface ProcessEnv {
      /** Next puts the value in when it compiles, so that the branch below is cut out of every other bundle. */
      readonly NEXT_RUNTIME?: "nodejs" | "edge";
    }
  }
}

/** Next calls this once when the server starts, and while it builds. Everything else is behind the import, so that nothing of it reaches another bundle. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs" && process.env["NEXT_PHASE"] !== "phase-production-build") {
    const { startSupervisor } = await import("./server/supervisor/start");
    const { getConsole } = await import("./server/console");
    startSupervisor(getConsole);
  }
}
