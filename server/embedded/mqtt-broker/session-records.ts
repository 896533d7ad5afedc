import type { ClassicLevel } from "classic-level";

const prefix = "sluice-session:";

export interface SessionRecord {
  /** Life after the connection has ended. */
  expirySeconds: number;
  /** When it expires (epoch); undefined while connected. */
  expiresAtMs: number | undefined;
}

/** Which sessions exist and until when: aedes keeps the times of MQTT 5 sessions in memory only and lets 3.1.1 sessions live for ever. */
export class SessionRecords {
  private readonly db: ClassicLevel;
  private readonly records = new Map<string, SessionRecord>();

  constructor(db: ClassicLevel) {
    this.db = db;
  }

  /** Reads what the last process left; whoever was connected then counts as gone since now. */
  async load(nowMs: number): Promise<void> {
    for await (const [key, value] of this.db.iterator({ gte: prefix, lt: `${prefix.slice(0, -1)};` })) {
      const [expirySeconds, expiresAtMs] = value.split(",").map(Number);
      const seconds = expirySeconds ?? 0;
      this.records.set(decodeURIComponent(key.slice(prefix.length)), {
        expirySeconds: seconds,
        expiresAtMs: expiresAtMs ?? nowMs + seconds * 1000,
      });
    }
  }

  get size(): number {
    return this.records.size;
  }

  /** Sessions whose client is not connected. */
  away(): string[] {
    return [...this.records].flatMap(([clientId, { expiresAtMs }]) => (expiresAtMs === undefined ? [] : [clientId]));
  }

  has(clientId: string): boolean {
    return this.records.has(clientId);
  }

  hasExpired(clientId: string, nowMs: number): boolean {
    const expiresAtMs = this.records.get(clientId)?.expiresAtMs;
    return expiresAtMs !== undefined && expiresAtMs <= nowMs;
  }

  async connected(clientId: string, expirySeconds: number): Promise<void> {
    await this.put(clientId, { expirySeconds, expiresAtMs: undefined });
  }

  async disconnected(clientId: string, expirySeconds: number, nowMs: number): Promise<void> {
    await this.put(clientId, { expirySeconds, expiresAtMs: nowMs + expirySeconds * 1000 });
  }

  async remove(clientId: string): Promise<void> {
    this.records.delete(clientId);
    await this.db.del(prefix + encodeURIComponent(clientId));
  }

  /** Sessions past their time, and beyond `sessionsMax` those that would expire next. */
  due(nowMs: number, sessionsMax: number): string[] {
    const offline = [...this.records].flatMap(([clientId, { expiresAtMs }]) =>
      expiresAtMs === undefined ? [] : [{ clientId, expiresAtMs }],
    );
    offline.sort((a, b) => a.expiresAtMs - b.expiresAtMs);
    const excess = Math.max(0, this.records.size - sessionsMax);
    return offline.flatMap(({ clientId, expiresAtMs }, index) =>
      expiresAtMs <= nowMs || index < excess ? [clientId] : [],
    );
  }

  private async put(clientId: string, record: SessionRecord): Promise<void> {
    this.records.set(clientId, record);
    const { expirySeconds, expiresAtMs } = record;
    const value = expiresAtMs === undefined ? `${expirySeconds}` : `${expirySeconds},${expiresAtMs}`;
    await this.db.put(prefix + encodeURIComponent(clientId), value);
  }
}
