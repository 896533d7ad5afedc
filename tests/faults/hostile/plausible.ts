import type { Random } from "./random";

export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  minLength?: number;
  minimum?: number;
  format?: string;
}

export interface SchemaRoot {
  components?: { schemas?: Record<string, JsonSchema> };
}

function resolve(schema: JsonSchema, root: SchemaRoot): JsonSchema {
  const name = schema.$ref?.split("/").at(-1);
  return name === undefined ? schema : (root.components?.schemas?.[name] ?? {});
}

function plausibleString(schema: JsonSchema, random: Random): string {
  if (schema.format === "date-time") {
    return new Date(1_700_000_000_000 + random.below(1e9)).toISOString();
  }
  const text = random.pick(["TopicA", "GID_devices", "mqtt://127.0.0.1:1", "127.0.0.1:1", "V3.3.0", "rule-1", "x"]);
  return text.padEnd(schema.minLength ?? 0, "a");
}

/** A value that the schema would mostly take: hostile input is worst where it is nearly right. */
export function plausible(given: JsonSchema, root: SchemaRoot, random: Random, depth = 0): unknown {
  const schema = resolve(given, root);
  const choice = schema.oneOf ?? schema.anyOf;
  if (schema.const !== undefined) {
    return schema.const;
  }
  if (schema.enum !== undefined) {
    return random.pick(schema.enum);
  }
  if (choice !== undefined) {
    return plausible(random.pick(choice), root, random, depth);
  }
  if (schema.allOf !== undefined) {
    return Object.assign({}, ...schema.allOf.map((part) => plausible(part, root, random, depth)));
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "object":
      return plausibleObject(schema, root, random, depth);
    case "array":
      return depth > 4 ? [] : [plausible(schema.items ?? {}, root, random, depth + 1)];
    case "integer":
    case "number":
      return (schema.minimum ?? 0) + random.below(10);
    case "boolean":
      return random.isChance(0.5);
    default:
      return plausibleString(schema, random);
  }
}

function plausibleObject(schema: JsonSchema, root: SchemaRoot, random: Random, depth: number): Record<string, unknown> {
  const entries = Object.entries(schema.properties ?? {}).filter(() => random.isChance(0.9));
  return Object.fromEntries(entries.map(([key, part]) => [key, plausible(part, root, random, depth + 1)]));
}
