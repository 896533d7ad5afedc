const startedMs = performance.now();

/** One progress line with the seconds since the start. */
export function say(text) {
  process.stdout.write(`${`${((performance.now() - startedMs) / 1000).toFixed(1)} s`.padStart(8)}  ${text}\n`);
}

/** Says what begins, and how long it took. */
export async function step(name, work) {
  const beganMs = performance.now();
  say(`${name} …`);
  const result = await work();
  say(`${name}: done in ${((performance.now() - beganMs) / 1000).toFixed(1)} s`);
  return result;
}

/** A reason not to go on that the person can act upon; shown without a stack. */
export class Refusal extends Error {
  constructor(message) {
    super(message);
    this.name = "Refusal";
  }
}
