import { laneCount } from "@/server/runtime/flow/lane-of";
import { type Freed, SpoolFile, type SpoolFileSummary, type SpoolRow } from "./spool-file";

interface PendingAppend {
  row: SpoolRow;
  answer: (error: unknown) => void;
}

interface PendingRemoval {
  sequences: readonly number[];
  answer: () => void;
}

/** One spool file, written in groups: whatever arrived while the last group was being flushed goes into the next one. */
export class GroupCommit {
  readonly file: SpoolFile;
  readonly summary: SpoolFileSummary;
  /** Freed since the last answer to a removal. */
  private freed: Freed = { bytes: 0, count: 0 };
  private count: number;
  private appends: PendingAppend[] = [];
  private removals: PendingRemoval[] = [];
  /** Confirmed messages of each chunk; lost with a group that fails, which only repeats them. */
  private progress = new Map<number, number>();

  constructor(path: string) {
    this.file = new SpoolFile(path);
    this.summary = this.file.summary(laneCount);
    this.count = this.summary.counts.reduce((sum, count) => sum + count, 0);
  }

  append(row: SpoolRow, answer: (error: unknown) => void): void {
    this.appends.push({ row, answer });
  }

  remove(sequences: readonly number[], answer: (freedBytes: number) => void): void {
    this.removals.push({ sequences, answer: () => answer(this.takeFreedBytes()) });
  }

  noteProgress(sequence: number, confirmedCount: number): void {
    this.progress.set(sequence, confirmedCount);
  }

  /** Answers only after the group is on disk. A removal that fails is tried again with the next group. */
  flush(): void {
    const { appends, removals, progress } = this;
    if (appends.length === 0 && removals.length === 0 && progress.size === 0) {
      return;
    }
    this.progress = new Map();
    this.appends = [];
    this.removals = [];
    let failure: unknown;
    try {
      this.write(appends, removals, progress);
    } catch (error) {
      failure = error;
      this.removals = removals;
    }
    for (const { answer } of appends) {
      answer(failure);
    }
    this.tidy();
  }

  private write(
    appends: readonly PendingAppend[],
    removals: readonly PendingRemoval[],
    progress: ReadonlyMap<number, number>,
  ): void {
    const freed = this.file.write(
      appends.map(({ row }) => row),
      removals.flatMap(({ sequences }) => sequences),
      progress,
    );
    this.count += appends.reduce((sum, { row }) => sum + row.count, 0) - freed.count;
    this.freed.bytes += freed.bytes;
    for (const { answer } of removals) {
      answer();
    }
  }

  private takeFreedBytes(): number {
    const { bytes } = this.freed;
    this.freed = { bytes: 0, count: 0 };
    return bytes;
  }

  private tidy(): void {
    try {
      this.file.tidy(this.count === 0);
    } catch {
      // A checkpoint that fails for want of room is tried again after the next group; the log itself is safe.
    }
  }
}
