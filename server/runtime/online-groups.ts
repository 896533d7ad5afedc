import type { OnlineGroup } from "@/lib/instances/online";
import type { ConnectedDevice } from "@/server/embedded/mqtt-broker/contracts";

/** A client ID is its Group ID, three at signs and the device's own name. */
const separator = "@@@";

/** Who of these groups is connected: all are counted, the longest connected first are listed. */
export function onlineGroups(
  devices: readonly ConnectedDevice[],
  groupIds: readonly string[],
  listedMax: number,
): OnlineGroup[] {
  const byGroup = new Map<string, ConnectedDevice[]>(groupIds.map((groupId) => [groupId, []]));
  for (const device of devices) {
    const at = device.clientId.indexOf(separator);
    if (at > 0) {
      byGroup.get(device.clientId.slice(0, at))?.push(device);
    }
  }
  return [...byGroup].map(([groupId, members]) => ({
    groupId,
    online: members.length,
    clients: members
      .toSorted((a, b) => a.connectedAtMs - b.connectedAtMs)
      .slice(0, listedMax)
      .map(({ connectedAtMs, ...device }) => ({ ...device, connectedAt: new Date(connectedAtMs).toISOString() })),
  }));
}
