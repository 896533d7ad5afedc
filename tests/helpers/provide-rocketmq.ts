import path from "node:path";
import { provideArtifactSet } from "@/server/embedded/artifacts/provide-artifacts";

/** Fetches what the embedded RocketMQ of either series consists of; quick once it is there. */
export async function provideRocketmq(): Promise<void> {
  const cacheDir = path.resolve(import.meta.dirname, "../../.cache");
  await provideArtifactSet("rocketmq-4.9.7", { cacheDir });
  await provideArtifactSet("rocketmq-5.5.0", { cacheDir });
}
