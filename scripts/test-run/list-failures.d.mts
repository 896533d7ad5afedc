interface Failure {
  test: string;
  reason: string[];
}
export function listVitestFailures(file: string): Failure[];
export function listPlaywrightFailures(file: string): Failure[];
