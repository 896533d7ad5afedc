import type { MqttConnection } from "@/lib/instances/schemas";
import type { MqttConnectionError } from "./errors";

/** Which MQTT version to try next: 5 first, then 3.1.1, and whatever was accepted once stays. */
export class ProtocolChoice {
  private readonly isFixed: boolean;
  private current: 4 | 5;
  private isProven = false;

  constructor(wanted: MqttConnection["protocolVersion"]) {
    this.isFixed = wanted !== "auto";
    this.current = wanted === "auto" ? 5 : wanted;
  }

  get version(): 4 | 5 {
    return this.current;
  }

  accepted(): void {
    this.isProven = true;
  }

  /** True when another version should be tried at once. */
  refused(error: MqttConnectionError): boolean {
    if (this.isFixed) {
      return false;
    }
    const isAnswer = error.kind === "refusedVersion";
    // Old brokers close instead of answering; but so does any broker that is going down, so a proven version stays.
    const isSilentRefusal = error.kind === "closedBeforeConnack" && !this.isProven;
    if (!isAnswer && !isSilentRefusal) {
      return false;
    }
    this.isProven = false;
    this.current = this.current === 5 ? 4 : 5;
    return this.current === 4;
  }
}
