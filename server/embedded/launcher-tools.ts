/** What the launcher and the test command need of the product before the console runs; bundled on its own. */
import { findPortProblems } from "@/server/config/check-ports";
import { parseSettings, SettingsError } from "@/server/config/env";
import { identify, isAlive } from "@/server/config/process-identity";
import { provideArtifactSet } from "./artifacts/provide-artifacts";
import { JavaError, provideJava } from "./java/provide-java";

export {
  findPortProblems,
  identify,
  isAlive,
  JavaError,
  parseSettings,
  provideArtifactSet,
  provideJava,
  SettingsError,
};
