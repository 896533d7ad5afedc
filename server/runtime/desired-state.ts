import { existsSync } from "node:fs";
import { type AppDatabase, openDatabase } from "@/db/client";
import { listDesiredRules, listKnownTopics, listMqttConnections } from "@/db/queries/desired-rules";
import { findEmbeddedMqttInstance } from "@/db/queries/mqtt-instances";
import type { MqttConnection } from "@/lib/instances/schemas";
import type { DesiredRule } from "@/lib/rules/desired";

/** app.db as the runtime sees it: read-only, and perhaps not there yet. */
export class DesiredState {
  embeddedInstanceId: string | undefined;
  private db: AppDatabase | undefined;
  private dataVersion: unknown;
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Throws while the file is missing or being created. */
  listRules(): DesiredRule[] {
    return listDesiredRules(this.open());
  }

  /** By instance; an instance that is deleted has none. */
  mqttConnections(): ReadonlyMap<string, MqttConnection> {
    return listMqttConnections(this.open());
  }

  /** Parent topics that the embedded broker accepts; undefined for any. */
  knownTopics(): ReadonlySet<string> | undefined {
    const db = this.open();
    const instance = findEmbeddedMqttInstance(db);
    this.embeddedInstanceId = instance?.instanceId;
    if (instance?.refuseUnknownTopics !== true) {
      return undefined;
    }
    const { instanceId } = instance;
    return new Set(listKnownTopics(db).flatMap((topic) => (topic.instanceId === instanceId ? [topic.name] : [])));
  }

  /** True once after each commit of the console; an announcement may be missing, as when the runtime runs alone. */
  hasChanged(): boolean {
    if (this.db === undefined && !existsSync(this.path)) {
      return false;
    }
    try {
      const version = this.open().$client.pragma("data_version", { simple: true });
      const hasChanged = version !== this.dataVersion;
      this.dataVersion = version;
      return hasChanged;
    } catch {
      return false;
    }
  }

  close(): void {
    this.db?.$client.close();
    this.db = undefined;
  }

  private open(): AppDatabase {
    this.db ??= openDatabase(this.path, { readonly: true });
    return this.db;
  }
}
