import type { OnlineGroup } from "@/lib/instances/online";
import type { ConnectedDevice } from "@/server/embedded/mqtt-broker/contracts";

export interface KnownClients {
  devices: readonly ConnectedDevice[];
  /** Client IDs whose session is kept while they are not connected. */
  away: readonly string[];
}

/** A client ID is its Group ID, three at signs and the device's own name. */
const separator = "@@@";

/** Who of these groups is connected: all are counted, the longest connected first are listed. */
export function onlineGroups(
  { devices, away }: KnownClients,
  groupIds: readonly string[],
  listedMax: number,
): OnlineGroup[] {
  const online = membersOf(groupIds, devices, ({ clientId }) => clientId);
  const offline = membersOf(groupIds, away, (clientId) => clientId);
  return [...online].map(([groupId, members]) => ({
    groupId,
    online: members.length,
    total: members.length + (offline.get(groupId)?.length ?? 0),
    clients: members
      .toSorted((a, b) => a.connectedAtMs - b.connectedAtMs)
      .slice(0, listedMax)
      .map(({ connectedAtMs, ...device }) => ({ ...device, connectedAt: new Date(connectedAtMs).toISOString() })),
  }));
}

function membersOf<T>(
  groupIds: readonly string[],
  clients: readonly T[],
  idOf: (client: T) => string,
): Map<string, T[]> {
  const byGroup = new Map<string, T[]>(groupIds.map((groupId) => [groupId, []]));
  for (const client of clients) {
    const clientId = idOf(client);
    const at = clientId.indexOf(separator);
    if (at > 0) {
      byGroup.get(clientId.slice(0, at))?.push(client);
    }
  }
  return byGroup;
}
