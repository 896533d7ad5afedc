const firstOfV4 = 212;
const ordinalsPerMinor = 20;

/** Servers put the ordinal of their version in each answer; from 4.0 on every minor has ten patches, each with a snapshot before it. */
export function versionName(ordinal: number): string | undefined {
  if (!Number.isInteger(ordinal) || ordinal < firstOfV4) {
    return undefined;
  }
  const sinceV4 = ordinal - firstOfV4;
  const major = 4 + Math.floor(sinceV4 / (ordinalsPerMinor * 10));
  const minor = Math.floor(sinceV4 / ordinalsPerMinor) % 10;
  const patch = Math.floor((sinceV4 % ordinalsPerMinor) / 2);
  return `V${major}_${minor}_${patch}${sinceV4 % 2 === 0 ? "_SNAPSHOT" : ""}`;
}
