import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A file system of its own in memory, so that a full disk is a real one. */
export class SmallDisk {
  readonly dir: string;
  readonly #ballastFile: string;

  private constructor(dir: string) {
    this.dir = dir;
    this.#ballastFile = path.join(dir, "ballast");
  }

  /** Why there can be none here; undefined when it can be had. */
  static findObstacle(): string | undefined {
    if (process.platform !== "linux" || process.getuid?.() !== 0) {
      return "mounting a small file system takes root on Linux";
    }
    try {
      SmallDisk.mount(1).unmount();
      return undefined;
    } catch (error) {
      return `a tmpfs cannot be mounted here: ${error instanceof Error ? error.message.trim() : String(error)}`;
    }
  }

  static mount(sizeMib: number): SmallDisk {
    const dir = mkdtempSync(path.join(tmpdir(), "sluice-disk-"));
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMib}m,mode=700`, "tmpfs", dir], { stdio: "pipe" });
    } catch (error) {
      rmSync(dir, { recursive: true, force: true });
      throw error;
    }
    return new SmallDisk(dir);
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.dir);
    return bavail * bsize;
  }

  /** Another program takes the space, all but so much. */
  fill(leftBytes: number): void {
    writeFileSync(this.#ballastFile, Buffer.alloc(Math.max(0, this.freeBytes - leftBytes), 1));
  }

  empty(): void {
    rmSync(this.#ballastFile, { force: true });
  }

  unmount(): void {
    execFileSync("umount", ["-l", this.dir], { stdio: "pipe" });
    rmSync(this.dir, { recursive: true, force: true });
  }
}
