import { expect, it } from "vitest";
import { onlineGroups } from "@/server/runtime/online-groups";

const device = (clientId: string, connectedAtMs: number) => ({
  clientId,
  connectedAtMs,
  clientAddress: "127.0.0.1:1",
  protocolVersion: 5,
});

const devices = [
  device("GID_a@@@2", 2_000),
  device("GID_a@@@1", 1_000),
  device("GID_ab@@@1", 1_000),
  device("GID_A@@@1", 1_000),
  device("GID_a", 1_000),
  device("other", 1_000),
];

const away = ["GID_a@@@3", "GID_A@@@3", "GID_a", "other"];

it("counts a group's own clients only: exact in case, never those of a longer name or without a device's name", () => {
  const counts = onlineGroups({ devices, away }, ["GID_a", "GID_ab", "GID_none"], 0).map(
    ({ groupId, online, total }) => [groupId, online, total],
  );
  expect(counts).toEqual([
    ["GID_a", 2, 3],
    ["GID_ab", 1, 1],
    ["GID_none", 0, 0],
  ]);
});

it("lists no more than asked for, the longest connected first, and counts all", () => {
  expect(onlineGroups({ devices, away }, ["GID_a"], 1)).toEqual([
    {
      groupId: "GID_a",
      online: 2,
      total: 3,
      clients: [
        {
          clientId: "GID_a@@@1",
          clientAddress: "127.0.0.1:1",
          protocolVersion: 5,
          connectedAt: "1970-01-01T00:00:01.000Z",
        },
      ],
    },
  ]);
});
