import type { DesiredRule } from "@/lib/rules/desired";
import type { FlowMessage } from "../flow/contracts";
import type { MessageTracer } from "../flow/ports";
import { MessagePassport, type PassportOrigin } from "./message-passport";
import { TokenBucket } from "./token-bucket";
import type { TraceLog } from "./trace-log";

const uniqueKeyName = "UNIQ_KEY\x01";

/** Gives passports to the first messages of one rule, and then to a few each second. */
export class RuleTracer implements MessageTracer {
  private readonly log: TraceLog;
  private readonly bucket: TokenBucket;
  private readonly nowMs: () => number;
  private rule: DesiredRule | undefined;
  private recorded = 0;
  private lastReceived = 0;

  constructor(log: TraceLog, nowMs: () => number = () => performance.now()) {
    this.log = log;
    this.nowMs = nowMs;
    this.bucket = new TokenBucket(log.messageRate);
  }

  get left(): number {
    return this.bucket.left;
  }

  /** A flow of the rule starts; its ledger may have been counted afresh. */
  start(rule: DesiredRule, received: number): void {
    this.rule = rule;
    this.lastReceived = received;
  }

  begin(message: FlowMessage, clientId: string | undefined): void {
    const { rule } = this;
    if (rule === undefined) {
      return;
    }
    this.bucket.left -= 1;
    this.recorded += 1;
    const messageId = uniqueKeyOf(message);
    message.passport = this.passport(message, messageId, {
      messageId,
      instanceId: rule.mqtt.instanceId,
      ruleId: rule.ruleId,
      mqttTopic: message.key,
      clientId: clientId ?? null,
      qos: message.qos,
      payloadBytes: message.body.length,
      rocketmqInstanceId: rule.rocketmq.instanceId,
      rocketmqTopic: rule.rocketmqTopic,
    });
  }

  resume(message: FlowMessage): void {
    message.passport = this.passport(message, uniqueKeyOf(message), undefined);
  }

  /** Once a second: fills up, and counts what came and what of it was recorded. */
  tick(received: number, nowMs: number): void {
    this.bucket.refill();
    const seen = received - this.lastReceived;
    this.lastReceived = received;
    if (this.rule !== undefined && (seen > 0 || this.recorded > 0)) {
      const { ruleId, mqtt } = this.rule;
      const counts = { seen: Math.max(seen, this.recorded), recorded: this.recorded };
      this.log.count({ kind: "message", instanceId: mqtt.instanceId, ruleId, nowMs, ...counts });
      this.recorded = 0;
    }
  }

  private passport(message: FlowMessage, messageId: string, origin: PassportOrigin | undefined): MessagePassport {
    return new MessagePassport({
      messageId,
      origin,
      receivedAtMs: message.receivedAtMs,
      write: this.log.addMessage,
      nowMs: this.nowMs,
    });
  }
}

/** The mapping writes it last. */
function uniqueKeyOf({ properties }: FlowMessage): string {
  const start = properties.lastIndexOf(uniqueKeyName) + uniqueKeyName.length;
  const end = properties.indexOf("\x02", start);
  return properties.slice(start, end < 0 ? undefined : end);
}
