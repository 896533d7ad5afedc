import { listTrackedFiles, readText } from "./tracked-files.mjs";

const linesMax = 400;
const textFile =
  /\.(ts|tsx|mts|cts|mjs|cjs|js|json|md|yml|yaml|css|html|sql|sh|toml|txt|conf)$|^(\.ci\/run|\.npmrc|\.env\.example|Dockerfile)$/;

// Where packages come from is the business of the computer that installs them.
const registryHosts = [
  /registry\.(npmjs|yarnpkg|npmmirror)\.\w+/,
  /\brepo1?\.maven\.(apache\.)?org/,
  /\bfiles\.pythonhosted\.org|\bpypi\.org/,
  /\bdeb\.debian\.org|\barchive\.ubuntu\.com/,
];

/** No source file grows beyond what a person reads in one go. */
export function checkFileSizes() {
  const problems = [];
  for (const file of listTrackedFiles().filter((name) => /\.(ts|tsx|mts|mjs|cjs)$/.test(name))) {
    const lines = readText(file).split("\n").length - 1;
    if (lines > linesMax) {
      problems.push(`${file} has ${lines} lines; ${linesMax} at most: split it`);
    }
  }
  return problems;
}

export function findRegistryHosts(text) {
  return registryHosts.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
}

/** Nothing names the host of a package registry. */
export function checkRegistryHosts() {
  return listTrackedFiles()
    .filter((file) => textFile.test(file))
    .flatMap((file) => findRegistryHosts(readText(file)).map((host) => `${file} names the registry host ${host}`));
}
