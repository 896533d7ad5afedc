import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };

const isFullRun = process.env["SLUICE_TEST_FAULTS"] === "full";

// unit and contract need no server; integration provisions the real ones in its global set-up.
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: "unit", include: ["tests/unit/**/*.test.ts", "tests/unit/**/*.test.tsx"], environment: "node" },
      },
      { resolve: { alias }, test: { name: "contract", include: ["tests/contract/**/*.test.ts"], environment: "node" } },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          environment: "node",
          globalSetup: ["tests/helpers/integration.setup.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        // Whole copies of the built product under faults and load; one file at a time, each takes minutes.
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          // The whole matrix takes an hour: `npm run test:full`.
          exclude: isFullRun ? [] : ["tests/faults/full/**"],
          environment: "node",
          globalSetup: ["tests/helpers/integration.setup.ts"],
          fileParallelism: false,
          testTimeout: isFullRun ? 1_800_000 : 600_000,
          hookTimeout: 300_000,
        },
      },
      {
        resolve: { alias },
        // For hours, by `npm run test:soak`; no part of the other runs.
        test: {
          name: "soak",
          include: ["tests/soak/**/*.test.ts"],
          environment: "node",
          globalSetup: ["tests/helpers/integration.setup.ts"],
          testTimeout: 0,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
