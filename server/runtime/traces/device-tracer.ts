import { deviceEventsBurst, deviceEventsPerSecond } from "@/lib/traces/limits";
import type { DeviceAction } from "@/lib/traces/schemas";
import type { DeviceEvent, MqttBroker } from "@/server/embedded/mqtt-broker/contracts";
import { TokenBucket } from "./token-bucket";
import type { TraceLog } from "./trace-log";

const actions: Record<DeviceEvent["type"], DeviceAction> = {
  connect: "connect",
  disconnect: "disconnect",
  tcpclean: "close",
};

/** Records devices of the embedded broker coming and going, within a rate: a storm of reconnects is counted, not written. */
export class DeviceTracer {
  private readonly log: TraceLog;
  private readonly instanceId: () => string | undefined;
  private readonly bucket = new TokenBucket({ perSecond: deviceEventsPerSecond, burst: deviceEventsBurst });
  private seen = 0;
  private recorded = 0;

  constructor(broker: Pick<MqttBroker, "onDeviceEvent">, log: TraceLog, instanceId: () => string | undefined) {
    this.log = log;
    this.instanceId = instanceId;
    broker.onDeviceEvent((event) => this.take(event));
  }

  tick(nowMs: number): void {
    this.bucket.refill();
    const instanceId = this.instanceId();
    if (this.seen > 0 && instanceId !== undefined) {
      this.log.count({ kind: "device", instanceId, ruleId: "", nowMs, seen: this.seen, recorded: this.recorded });
      this.seen = 0;
      this.recorded = 0;
    }
  }

  private take(event: DeviceEvent): void {
    const instanceId = this.instanceId();
    this.seen += 1;
    if (instanceId === undefined || this.bucket.left < 1) {
      return;
    }
    this.bucket.left -= 1;
    this.recorded += 1;
    const { type, timeMs, clientId, channelId, clientAddress, protocolVersion, reason = null } = event;
    const row = { instanceId, timeMs, clientId, channelId, clientAddress, protocolVersion, reason };
    this.log.addDevice({ ...row, action: actions[type] });
  }
}
