const sharedMs = 500;

/** All rules of a cluster ask for the same sign of life: one question serves those that ask at about the same time. */
export function sharedProbe(probe: (address: string) => Promise<void>): (address: string) => Promise<void> {
  const latest = new Map<string, { startedAtMs: number; answer: Promise<void> }>();
  return (address) => {
    const known = latest.get(address);
    if (known !== undefined && performance.now() - known.startedAtMs < sharedMs) {
      return known.answer;
    }
    const answer = probe(address);
    latest.set(address, { startedAtMs: performance.now(), answer });
    const forget = () => {
      if (latest.get(address)?.answer === answer) {
        latest.delete(address);
      }
    };
    // A failure is asked about anew; a success serves for a moment and is then let go.
    answer.then(() => setTimeout(forget, sharedMs).unref(), forget);
    return answer;
  };
}
