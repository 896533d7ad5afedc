import { say } from "@/lib/said/say";
import type { Failure } from "@/server/runtime/flow/contracts";

export interface SpoolBudgetLimits {
  /** All spools together. */
  bytesMax: number;
  /** Stays free on the disk for everyone else. */
  reserveBytes: number;
}

/** A chunk is written twice: to the log, and from there into the file. */
const writtenTimes = 2;

/** What all spools together may take of their disk. The disk is measured now and then; what was written since counts as taken. */
export class SpoolBudget {
  private readonly bytesByFile = new Map<string, number>();
  private bytes = 0;
  private freeBytes: number | undefined;
  private writtenBytes = 0;
  private readonly limits: SpoolBudgetLimits;

  constructor(limits: SpoolBudgetLimits) {
    this.limits = limits;
  }

  /** Why so many bytes may not be written now; undefined when they may. */
  refusal(bytes: number): Failure | undefined {
    const { bytesMax } = this.limits;
    if (this.bytes + bytes > bytesMax) {
      const message = say("spoolsFull", { mib: toMib(bytesMax) });
      return { code: "spoolFull", stage: "send", message };
    }
    return this.diskRefusal(bytes);
  }

  /** The same for what is no spool but stands on the same disk. */
  diskRefusal(bytes: number): Failure | undefined {
    const { reserveBytes } = this.limits;
    if (this.freeBytes === undefined || this.freeBytes - this.writtenBytes - bytes * writtenTimes >= reserveBytes) {
      return undefined;
    }
    const message = reserveBytes === 0 ? say("diskFull") : say("diskReserve", { mib: toMib(reserveBytes) });
    return { code: "diskFull", stage: "send", message };
  }

  /** What one spool takes now. */
  note(file: string, bytes: number): void {
    this.bytes += bytes - (this.bytesByFile.get(file) ?? 0);
    if (bytes === 0) {
      this.bytesByFile.delete(file);
    } else {
      this.bytesByFile.set(file, bytes);
    }
  }

  noteWritten(bytes: number): void {
    this.writtenBytes += bytes * writtenTimes;
  }

  /** Undefined where the disk does not tell: then its size is no limit. */
  noteFree(freeBytes: number | undefined): void {
    this.freeBytes = freeBytes;
    this.writtenBytes = 0;
  }
}

const toMib = (bytes: number) => Math.round(bytes / 2 ** 20);
