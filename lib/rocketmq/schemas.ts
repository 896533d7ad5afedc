import { z } from "zod";
import { RegionId } from "../instances/schemas";
import { InstanceName, RocketmqTopicName } from "../names";
import { PageQuery } from "../pages";
import { messageTypes, rocketmqSeries } from "./kinds";

export const RocketmqSeries = z.enum(rocketmqSeries);
export type RocketmqSeries = z.infer<typeof RocketmqSeries>;

const Address = z
  .string()
  .max(256)
  .regex(/^(\[[0-9a-fA-F:]+\]|[0-9A-Za-z._-]+):\d{1,5}$/, "Enter host:port.")
  .refine(
    (address) =>
      Number(address.slice(address.lastIndexOf(":") + 1)) >= 1 &&
      Number(address.slice(address.lastIndexOf(":") + 1)) <= 65_535,
    "Enter a port between 1 and 65535.",
  );

export const RocketmqEndpoint = z.discriminatedUnion("protocol", [
  z.strictObject({
    protocol: z.literal("remoting"),
    nameServers: z.array(Address).min(1, "Enter at least one name server.").max(16),
  }),
  z.strictObject({
    protocol: z.literal("grpc"),
    endpoints: Address,
    adminNameServers: z.array(Address).max(16).optional(),
    /** unordered: batches in one request, faster, order is lost */ ordering: z
      .enum(["ordered", "unordered"])
      .default("ordered"),
  }),
]);
export type RocketmqEndpoint = z.infer<typeof RocketmqEndpoint>;

export const RocketmqTls = z.strictObject({
  ca: z
    .string()
    .max(64 * 1024)
    .optional(),
  rejectUnauthorized: z.boolean().optional(),
});

const connectionFields = {
  endpoint: RocketmqEndpoint,
  namespace: z
    .string()
    .max(128)
    .regex(/^[0-9A-Za-z_-]*$/, "Use only letters, digits, hyphens and underscores.")
    .optional(),
  accessKey: z.string().max(256).optional(),
  secretKey: z.string().max(256).optional(),
  securityToken: z.string().max(4096).optional(),
  tls: RocketmqTls.optional(),
};

export const CreateRocketmqInstanceInput = z.strictObject({
  name: InstanceName,
  regionId: RegionId,
  series: RocketmqSeries,
  ...connectionFields,
  /** FLUSH_*_TIMEOUT and SLAVE_NOT_AVAILABLE are retried instead of counted as delivered with a warning. */
  requireReplica: z.boolean().default(false),
});
export type CreateRocketmqInstanceInput = z.infer<typeof CreateRocketmqInstanceInput>;

export const UpdateRocketmqInstanceInput = CreateRocketmqInstanceInput.extend({
  /** null takes a stored value away. */
  namespace: connectionFields.namespace.nullable(),
  accessKey: connectionFields.accessKey.nullable(),
  secretKey: connectionFields.secretKey.nullable(),
  securityToken: connectionFields.securityToken.nullable(),
  tls: connectionFields.tls.nullable(),
  requireReplica: z.boolean(),
  version: z.number().int(),
}).partial();
export type UpdateRocketmqInstanceInput = z.infer<typeof UpdateRocketmqInstanceInput>;

export const TestRocketmqInstanceInput = z.strictObject({
  series: RocketmqSeries.optional(),
  ...connectionFields,
  instanceId: z.string().optional(),
});
export type TestRocketmqInstanceInput = z.infer<typeof TestRocketmqInstanceInput>;

export const ListRocketmqInstancesQuery = PageQuery.extend({
  regionId: RegionId.optional(),
  series: RocketmqSeries.optional(),
  sort: z.enum(["createdAt", "-createdAt", "name", "-name"]).default("-createdAt"),
});
export type ListRocketmqInstancesQuery = z.infer<typeof ListRocketmqInstancesQuery>;

export const RocketmqInstance = z.object({
  instanceId: z.string(),
  name: z.string(),
  regionId: RegionId,
  series: RocketmqSeries,
  broker: z.enum(["embedded", "external"]),
  endpoint: RocketmqEndpoint,
  namespace: z.string().optional(),
  accessKey: z.string().optional(),
  hasSecretKey: z.boolean(),
  hasSecurityToken: z.boolean(),
  tls: RocketmqTls.optional(),
  requireReplica: z.boolean(),
  detectedVersion: z.string().optional(),
  ruleCount: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number().int(),
});
export type RocketmqInstance = z.infer<typeof RocketmqInstance>;

export const CreateRocketmqTopicInput = z.strictObject({
  name: RocketmqTopicName,
  messageType: z.enum(messageTypes).default("NORMAL"),
  queueCount: z.number().int().min(1).max(128).default(8),
});
export type CreateRocketmqTopicInput = z.infer<typeof CreateRocketmqTopicInput>;

export const RocketmqTopic = z.object({
  name: z.string(),
  messageType: z.enum([...messageTypes, "UNSPECIFIED"]),
  queueCount: z.number().int(),
  brokers: z.array(z.string()),
  minOffset: z.number().optional(),
  maxOffset: z.number().optional(),
  messageCount: z.number().optional(),
});
export type RocketmqTopic = z.infer<typeof RocketmqTopic>;

export const BrowseMessagesQuery = z.object({
  by: z.enum(["offset", "time", "key", "messageId", "latest"]).default("latest"),
  queueId: z.coerce.number().int().min(0).optional(),
  brokerName: z.string().max(256).optional(),
  offset: z.coerce.number().int().min(0).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  key: z.string().max(512).optional(),
  messageId: z.string().max(128).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(32),
});
export type BrowseMessagesQuery = z.infer<typeof BrowseMessagesQuery>;

export const BrowsedMessage = z.object({
  messageId: z.string(),
  brokerMessageId: z.string(),
  topic: z.string(),
  brokerName: z.string(),
  queueId: z.number().int(),
  queueOffset: z.number().int(),
  bornAt: z.string(),
  storedAt: z.string(),
  bornHost: z.string(),
  keys: z.string().optional(),
  tags: z.string().optional(),
  properties: z.record(z.string(), z.string()),
  bodyBase64: z.string(),
  bodyBytes: z.number().int(),
  isBodyTruncated: z.boolean(),
});
export type BrowsedMessage = z.infer<typeof BrowsedMessage>;
