import { say } from "@/lib/said/say";
import { MqttConnectionError } from "./errors";

/** So many short connections in a row, each accepted and closed without a word, are no coincidence. */
const shortLivesMax = 3;

/**
 * Many brokers, and MQTT 3.1.1 altogether, close a connection without a word when another client takes its client ID. Two such clients then throw
 * each other out for ever: it shows as accepted connections that end at once, again and again.
 */
export class TakeoverSuspicion {
  private readonly stableMs: number;
  private shortLives = 0;

  constructor(stableMs: number) {
    this.stableMs = stableMs;
  }

  /** The error to go by: the one given, or the suspicion. */
  judge(error: MqttConnectionError, livedMs: number): MqttConnectionError {
    if (error.kind !== "closedByPeer" || livedMs >= this.stableMs) {
      this.shortLives = error.kind === "closedByPeer" ? 0 : this.shortLives;
      return error;
    }
    this.shortLives++;
    if (this.shortLives < shortLivesMax) {
      return error;
    }
    const message = say("takenOverAgain");
    return new MqttConnectionError({ code: "sourceTakenOver", message }, "takenOver", { cause: error });
  }
}
