import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { type EmbeddedRocketmq, toLayout } from "./layout";
import { remotingRequest } from "./remoting-request";
import { reservedHours } from "./write-configuration";

// Both numbers stand in RequestCode of 4.9.7 and of 5.5.0.
const updateBrokerConfig = 25;
const deleteExpiredCommitLog = 329;

/** What the store really takes: RocketMQ allocates its files sparsely, so their lengths say nothing. */
export async function measureStoreBytes(dir: string): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    // The broker deletes files meanwhile.
    const found = await stat(path.join(entry.parentPath, entry.name)).catch(() => undefined);
    bytes += (found?.blocks ?? 0) * 512;
  }
  return bytes;
}

async function setReservedHours(brokerPort: number, hours: number): Promise<void> {
  const reply = await remotingRequest(brokerPort, updateBrokerConfig, {
    body: Buffer.from(`fileReservedTime=${hours}\n`),
  });
  if (reply.code !== 0) {
    throw new Error(`the broker refused a new fileReservedTime: ${reply.remark}`);
  }
}

/**
 * Keeps the broker's store under its cap. RocketMQ knows an age and a share of the disk, but no number of bytes; so beyond the cap
 * the age is set to 0 hours and the broker told to delete, which removes at most ten of the oldest 64 MiB files at a time and
 * never the one being written (and none in a broker's first minute); under the cap again the age goes back. A restarted broker reads the normal age from its file.
 */
export class StoreCap {
  readonly #server: EmbeddedRocketmq;
  #isDeleting = false;

  constructor(server: EmbeddedRocketmq) {
    this.#server = server;
  }

  get isDeleting(): boolean {
    return this.#isDeleting;
  }

  /** Call again and again, and `forget` when the broker was restarted. */
  async check(): Promise<{ storeBytes: number }> {
    const { brokerPort, storeBytesMax } = this.#server;
    const storeBytes = await measureStoreBytes(toLayout(this.#server.dir).storeDir);
    if (storeBytes > storeBytesMax) {
      this.#isDeleting = true;
      await setReservedHours(brokerPort, 0);
      await remotingRequest(brokerPort, deleteExpiredCommitLog);
    } else if (this.#isDeleting) {
      await setReservedHours(brokerPort, reservedHours);
      this.#isDeleting = false;
    }
    return { storeBytes };
  }

  forget(): void {
    this.#isDeleting = false;
  }
}
