interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
export function readVitestReport(file: string): Counts;
export function readPlaywrightReport(file: string): Counts;
export function toResult(counts: Counts, exitCode: number): Counts;
