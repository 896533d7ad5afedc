import path from "node:path";
import { provideArtifactSet } from "@/server/embedded/artifacts/provide-artifacts";

/** Has what every integration test may start at hand, so that no test's own time goes into fetching. */
export default async function setup(): Promise<void> {
  const cacheDir = path.resolve(import.meta.dirname, "../../.cache");
  await provideArtifactSet("rocketmq-4.9.7", { cacheDir });
  await provideArtifactSet("rocketmq-5.5.0", { cacheDir });
}
