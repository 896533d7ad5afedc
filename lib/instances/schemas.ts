import { z } from "zod";
import { limits } from "../limits";
import { GroupId, InstanceName, ParentTopicName } from "../names";
import { PageQuery } from "../pages";
import { regionIds } from "../regions";
import { instanceStatuses, instanceTypes } from "./kinds";

export const InstanceStatus = z.enum(instanceStatuses);
export type InstanceStatus = z.infer<typeof InstanceStatus>;

export const InstanceType = z.enum(instanceTypes);
export type InstanceType = z.infer<typeof InstanceType>;

export const RegionId = z.enum(regionIds);

/** What the person declares, such as `V3.3.0`. Only V3.x.x has rules. */
export const KernelVersion = z.string().regex(/^V\d{1,3}\.\d{1,3}\.\d{1,3}$/, "Enter a version such as V3.3.0.");

export const Tags = z
  .record(z.string().min(1).max(64), z.string().max(128))
  .refine(
    (tags) => Object.keys(tags).length <= limits.tagsPerInstance,
    `Enter at most ${limits.tagsPerInstance} tags.`,
  );

const Pem = z.string().max(64 * 1024);

export const MqttTls = z.strictObject({
  ca: Pem.optional(),
  cert: Pem.optional(),
  key: Pem.optional(),
  rejectUnauthorized: z.boolean().optional(),
});

/** How to reach an external MQTT broker. `password`, `secretKey` and `tls.key` are write-only. */
export const MqttConnection = z
  .strictObject({
    url: z
      .string()
      .max(512)
      .regex(
        /^(mqtts?|wss?):\/\/[^\s/?#@]+(:\d{1,5})?(\/[^\s]*)?$/,
        "Enter an address such as mqtts://host:8883 (mqtt, mqtts, ws or wss; no user name in it).",
      )
      .refine((url) => URL.canParse(url), "Enter an address with a port between 1 and 65535."),
    protocolVersion: z.union([z.literal("auto"), z.literal(5), z.literal(4)]).default("auto"),
    username: z.string().max(1024).optional(),
    password: z.string().max(4096).optional(),
    clientIdPrefix: z
      .string()
      .max(48)
      .regex(/^[0-9A-Za-z@_-]*$/, "Use only letters, digits, @, hyphens and underscores.")
      .optional(),
    auth: z.enum(["password", "signature"]).default("password"),
    accessKey: z.string().max(256).optional(),
    secretKey: z.string().max(256).optional(),
    /** ApsaraMQ's signature user name carries the cloud's own instance ID. */
    signatureInstanceId: z.string().max(128).optional(),
    /** Name of an MQTT 5 user property in which the broker carries the publisher's client ID. */
    clientIdUserProperty: z.string().max(256).optional(),
    tls: MqttTls.optional(),
  })
  .superRefine((value, context) => {
    if (value.auth === "signature" && value.accessKey === undefined) {
      context.addIssue({
        code: "custom",
        path: ["accessKey"],
        message: "Enter the AccessKey ID: signature log-in needs it.",
      });
    }
  });
export type MqttConnection = z.infer<typeof MqttConnection>;

export const CreateInstanceInput = z.strictObject({
  name: InstanceName,
  regionId: RegionId,
  kernelVersion: KernelVersion.default("V3.3.0"),
  instanceType: InstanceType.default("Professional"),
  connection: MqttConnection,
  tags: Tags.default({}),
});
export type CreateInstanceInput = z.infer<typeof CreateInstanceInput>;

/** The connection fields to change, merged over the stored ones; null takes a value away. */
export const MqttConnectionPatch = z.strictObject({
  url: MqttConnection.shape.url.optional(),
  protocolVersion: z.union([z.literal("auto"), z.literal(5), z.literal(4)]).optional(),
  username: MqttConnection.shape.username.nullable(),
  password: MqttConnection.shape.password.nullable(),
  clientIdPrefix: MqttConnection.shape.clientIdPrefix.nullable(),
  auth: z.enum(["password", "signature"]).optional(),
  accessKey: MqttConnection.shape.accessKey.nullable(),
  secretKey: MqttConnection.shape.secretKey.nullable(),
  signatureInstanceId: MqttConnection.shape.signatureInstanceId.nullable(),
  clientIdUserProperty: MqttConnection.shape.clientIdUserProperty.nullable(),
  tls: MqttTls.optional().nullable(),
});
export type MqttConnectionPatch = z.infer<typeof MqttConnectionPatch>;

export const UpdateInstanceInput = z
  .strictObject({
    name: InstanceName,
    /** Accepted only unchanged: a region never changes. */
    regionId: RegionId,
    kernelVersion: KernelVersion,
    instanceType: InstanceType,
    connection: MqttConnectionPatch,
    tags: Tags,
    ruleQuota: z.number().int().min(0).max(limits.quotaMax),
    topicQuota: z.number().int().min(0).max(limits.quotaMax),
    /** Embedded broker only: refuse publishes to parent topics that were never created. */
    refuseUnknownTopics: z.boolean(),
    version: z.number().int(),
  })
  .partial();
export type UpdateInstanceInput = z.infer<typeof UpdateInstanceInput>;

export const TestInstanceInput = z.strictObject({
  connection: MqttConnection,
  /** takes stored secrets from this instance where the form left them empty */ instanceId: z.string().optional(),
});
export type TestInstanceInput = z.infer<typeof TestInstanceInput>;

export const ListInstancesQuery = PageQuery.extend({
  regionId: RegionId.optional(),
  status: InstanceStatus.optional(),
  broker: z.enum(["embedded", "external"]).optional(),
  type: InstanceType.optional(),
  /** A tag's key, or `key:value`. */
  tag: z.string().min(1).max(256).optional(),
  sort: z.enum(["createdAt", "-createdAt", "name", "-name"]).default("-createdAt"),
});
export type ListInstancesQuery = z.infer<typeof ListInstancesQuery>;

export const endpointProtocols = ["mqtt", "mqtts", "ws", "wss"] as const;
export const Endpoint = z.object({
  network: z.enum(["internal", "public"]),
  protocol: z.enum(endpointProtocols),
  url: z.string(),
});

/** A connection as shown: secrets only as "is set". */
export const ShownMqttConnection = z.object({
  url: z.string(),
  protocolVersion: z.union([z.literal("auto"), z.literal(5), z.literal(4)]),
  username: z.string().optional(),
  hasPassword: z.boolean(),
  clientIdPrefix: z.string().optional(),
  auth: z.enum(["password", "signature"]),
  accessKey: z.string().optional(),
  hasSecretKey: z.boolean(),
  signatureInstanceId: z.string().optional(),
  clientIdUserProperty: z.string().optional(),
  tls: z
    .object({
      ca: z.string().optional(),
      cert: z.string().optional(),
      hasKey: z.boolean(),
      rejectUnauthorized: z.boolean(),
    })
    .optional(),
});

export const Instance = z.object({
  instanceId: z.string(),
  name: z.string(),
  regionId: RegionId,
  kernelVersion: z.string(),
  instanceType: InstanceType,
  status: InstanceStatus,
  broker: z.enum(["embedded", "external"]),
  endpoints: z.array(Endpoint),
  connection: ShownMqttConnection.optional(),
  ruleQuota: z.number().int(),
  ruleCount: z.number().int(),
  topicQuota: z.number().int(),
  topicCount: z.number().int(),
  groupCount: z.number().int(),
  refuseUnknownTopics: z.boolean(),
  tags: z.record(z.string(), z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number().int(),
});
export type Instance = z.infer<typeof Instance>;

export const CreateTopicInput = z.strictObject({
  name: ParentTopicName,
  description: z.string().max(limits.descriptionLengthMax).default(""),
});
export type CreateTopicInput = z.infer<typeof CreateTopicInput>;
export const UpdateTopicInput = z.strictObject({
  description: z.string().max(limits.descriptionLengthMax),
  version: z.number().int().optional(),
});
export type UpdateTopicInput = z.infer<typeof UpdateTopicInput>;
export const Topic = z.object({
  name: z.string(),
  description: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number().int(),
  outboundRuleId: z.string().optional(),
  inboundRuleIds: z.array(z.string()),
});
export type Topic = z.infer<typeof Topic>;

export const CreateGroupInput = z.strictObject({ groupId: GroupId });
export type CreateGroupInput = z.infer<typeof CreateGroupInput>;
export const Group = z.object({ groupId: z.string(), createdAt: z.string(), statusRuleId: z.string().optional() });
export type Group = z.infer<typeof Group>;

/** Body is text unless `encoding` says base64. */
export const PublishInput = z.strictObject({
  topic: z
    .string()
    .min(1, "Enter a topic.")
    .max(1024)
    .refine((topic) => !/[+#]/.test(topic) && !topic.includes("\0"), "A topic to publish to has no wildcard (+ or #)."),
  payload: z
    .string()
    .max(1024 * 1024)
    .default(""),
  encoding: z.enum(["utf8", "base64"]).default("utf8"),
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(1),
  userProperties: z
    .array(z.strictObject({ key: z.string().max(1024), value: z.string().max(8192) }))
    .max(32)
    .optional(),
});
export type PublishInput = z.infer<typeof PublishInput>;

/** One step of a connection test, in the order tried; the first that is not ok says what to do. */
export const connectionSteps = ["dns", "tcp", "tls", "credentials", "acl", "route", "version"] as const;
export const ConnectionTestResult = z.object({
  ok: z.boolean(),
  steps: z.array(
    z.object({ step: z.enum(connectionSteps), ok: z.boolean(), detail: z.string(), durationMs: z.number() }),
  ),
  detectedVersion: z.string().optional(),
});
export type ConnectionTestResult = z.infer<typeof ConnectionTestResult>;
