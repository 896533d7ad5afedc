import { PreflightInput, PreflightResult, PreviewedMessage, PreviewMessageInput } from "@/lib/rules/preview";
import { preflightRule } from "@/server/services/previews/preflight";
import { previewMessage } from "@/server/services/previews/preview-message";
import { endpoint } from "../endpoint";
import { instanceIdOf } from "./params";

const tag = "Rules";
const path = "/instances/{instanceId}/rules";

export const previewEndpoints = [
  endpoint({
    method: "POST",
    path: `${path}/preview`,
    summary: "The exact RocketMQ message that a rule would make of a sample; nothing is sent",
    tag,
    body: PreviewMessageInput,
    status: 200,
    response: PreviewedMessage,
    codes: ["INSTANCE_NOT_FOUND", "UNAVAILABLE"],
    run: ({ context, params, body }) => previewMessage(context, instanceIdOf(params), body),
  }),
  endpoint({
    method: "POST",
    path: `${path}/preflight`,
    summary: "Try what a rule would need: topic, cluster, route, permission, size, and on request a test message",
    tag,
    body: PreflightInput,
    status: 200,
    response: PreflightResult,
    codes: ["INSTANCE_NOT_FOUND"],
    run: ({ context, params, body }) => preflightRule(context, instanceIdOf(params), body),
  }),
];
