import { defineConfig } from "drizzle-kit";

export default defineConfig({ dialect: "sqlite", schema: "./db/schema/app/index.ts", out: "./db/migrations/app" });
