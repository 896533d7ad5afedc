import type { ConnectPacket } from "aedes";
import { clientIdLengthMax } from "./limits";
import { topicFault } from "./topics";

/** Why a CONNECT is refused; undefined when it is not. */
export function connectFault(packet: ConnectPacket): string | undefined {
  if (packet.clientId.includes("\0")) {
    return "the client ID contains a NUL character";
  }
  if (packet.clientId.length > clientIdLengthMax) {
    return `the client ID is longer than ${clientIdLengthMax} characters`;
  }
  const willFault = packet.will === undefined ? undefined : topicFault(packet.will.topic);
  return willFault === undefined ? undefined : `will message: ${willFault}`;
}
