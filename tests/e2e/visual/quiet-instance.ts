import type { ConsoleApp } from "@/tests/helpers/console-app";

const name = "quiet-instance";

export interface QuietInstance {
  name: string;
  instanceId: string;
  regionId: string;
}

/** An instance that looks the same in every run: nothing is connected to it and no other test changes it. */
export async function quietInstance({ api }: ConsoleApp): Promise<QuietInstance> {
  const regionId = "eu-central-1";
  const { items } = await api.call<{ items: QuietInstance[] }>("GET", `/instances?q=${name}`);
  const [existing] = items;
  if (existing !== undefined) {
    return existing;
  }
  const created = await api.call<QuietInstance>("POST", "/instances", {
    name,
    regionId,
    connection: { url: "mqtt://127.0.0.1:9" },
  });
  for (const topic of ["lifts", "meters", "pumps"]) {
    await api.createTopic(created.instanceId, topic);
  }
  return created;
}
