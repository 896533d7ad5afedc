import { z } from "zod";
import { PageQuery } from "../pages";
import { auditEntityTypes } from "./kinds";

export const ListAuditEventsQuery = PageQuery.extend({
  entityType: z.enum(auditEntityTypes).optional(),
  entityId: z.string().max(256).optional(),
  instanceId: z.string().max(128).optional(),
});
export type ListAuditEventsQuery = z.infer<typeof ListAuditEventsQuery>;

export const AuditEvent = z.object({
  id: z.number().int(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  entityType: z.enum(auditEntityTypes),
  entityId: z.string(),
  instanceId: z.string().optional(),
  requestId: z.string().optional(),
  before: z.record(z.string(), z.unknown()).optional(),
  after: z.record(z.string(), z.unknown()).optional(),
});
export type AuditEvent = z.infer<typeof AuditEvent>;
