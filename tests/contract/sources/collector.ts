import type { ConnectorState, MqttMessage, Receipt, Source } from "@/server/runtime/flow/contracts";

export interface Collected {
  message: MqttMessage;
  receipt: Receipt | undefined;
}

/** A flow reduced to what a source can see of one: it takes everything and remembers. */
export class Collector {
  readonly received: Collected[] = [];
  readonly states: ConnectorState[] = [];
  readonly sessionsLost: number[] = [];
  skippedRetained = 0;
  lost = 0;
  voids = 0;
  shouldConfirm = true;
  hasCredit = true;

  open(source: Source): void {
    source.open({
      deliver: (message, receipt) => {
        this.received.push({ message, receipt });
        if (this.shouldConfirm) {
          receipt?.confirm();
        }
        return this.hasCredit;
      },
      onState: (state) => this.states.push(state),
      onSkippedRetained: () => {
        this.skippedRetained++;
      },
      onLost: (count) => {
        this.lost += count;
      },
      onSessionLost: (sinceMs) => this.sessionsLost.push(sinceMs),
      onReceiptsVoid: () => {
        this.voids++;
      },
    });
  }

  texts(): string[] {
    return this.received.map(({ message }) => message.payload.toString());
  }

  confirmAll(): void {
    for (const { receipt } of this.received) {
      receipt?.confirm();
    }
  }
}
