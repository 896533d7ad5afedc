/** An ordered, reliable channel of JSON values to the runtime of the moment. Survives the runtime's restarts. */
export interface RuntimeChannel {
  /** False when the runtime is down and the value was dropped. */
  send(value: unknown): boolean;
  /** Returns the way to stop listening. */
  onMessage(listener: (value: unknown) => void): () => void;
  onDown(listener: () => void): () => void;
  readonly isUp: boolean;
}
