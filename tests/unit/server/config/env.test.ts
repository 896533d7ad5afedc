import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseSettings, SettingsError } from "@/server/config/env";

const parse = (env: Record<string, string>) => parseSettings(env as unknown as NodeJS.ProcessEnv, "/srv/sluice");

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parse(env);
  } catch (error) {
    if (error instanceof SettingsError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

describe("settings", () => {
  test("have the documented defaults when nothing is set", () => {
    expect(parse({})).toMatchObject({
      host: "127.0.0.1",
      port: 3000,
      dataDir: "/srv/sluice/data",
      appDatabase: "/srv/sluice/data/app.db",
      runtimeDatabase: "/srv/sluice/data/runtime.db",
      spoolDir: "/srv/sluice/data/spools",
      cacheDir: "/srv/sluice/.cache",
      mqtt: { host: "127.0.0.1", port: 1883, wsPort: 8083 },
      rocketmq: { version: "4.9.7", namesrvPort: 9876, brokerPort: 10_911 },
      rocketmqSeries: ["4.0"],
    });
  });

  test("take an empty value as not set", () => {
    expect(parse({ SLUICE_PORT: "", SLUICE_DATA_DIR: " " })).toEqual(parse({}));
  });

  test("embed what is named and nothing else", () => {
    expect(parse({ SLUICE_EMBEDDED: "none" })).toMatchObject({ mqtt: undefined, rocketmq: undefined });
    expect(parse({ SLUICE_EMBEDDED: "mqtt" })).toMatchObject({ mqtt: { port: 1883 }, rocketmq: undefined });
    const alone = { version: "5.5.0", namesrvPort: 9876, brokerPort: 10_911, dir: "/srv/sluice/data/rocketmq5" };
    expect(parse({ SLUICE_EMBEDDED: "rocketmq5" })).toMatchObject({ rocketmq: undefined, rocketmq5: alone });
  });

  test("give RocketMQ 5 a folder and ports of its own beside 4.9.7", () => {
    const { rocketmq, rocketmq5 } = parse({ SLUICE_EMBEDDED: "rocketmq,rocketmq5" });
    expect(rocketmq).toMatchObject({ namesrvPort: 9876, brokerPort: 10_911, dir: "/srv/sluice/data/rocketmq" });
    expect(rocketmq5).toMatchObject({ namesrvPort: 9877, brokerPort: 10_921, dir: "/srv/sluice/data/rocketmq5" });
    const clash = problemsOf({ SLUICE_EMBEDDED: "rocketmq,rocketmq5", SLUICE_ROCKETMQ5_NAMESRV_PORT: "9876" });
    expect(clash).toEqual([expect.stringContaining("SLUICE_ROCKETMQ5_NAMESRV_PORT")]);
  });

  test("name every problem at once", () => {
    const problems = problemsOf({
      SLUICE_PORT: "70000",
      SLUICE_MQTT_PORT: "x",
      SLUICE_EMBEDDED: "kafka",
      SLUICE_HOST: "0.0.0.0",
    });
    expect(problems.map((problem) => problem.split(":")[0])).toEqual([
      "SLUICE_HOST",
      "SLUICE_PORT",
      "SLUICE_EMBEDDED",
      "SLUICE_MQTT_PORT",
    ]);
  });

  test("refuse a console that others can reach, saying why", () => {
    expect(problemsOf({ SLUICE_HOST: "192.168.1.4" })[0]).toContain("no sign-in yet");
  });

  test("refuse two parts on one port, the neighbours of the broker's port included", () => {
    expect(problemsOf({ SLUICE_PORT: "1883" })).toHaveLength(1);
    expect(problemsOf({ SLUICE_PORT: "10912" })[0]).toContain("SLUICE_ROCKETMQ_BROKER_PORT");
    expect(problemsOf({ SLUICE_PORT: "1883", SLUICE_EMBEDDED: "none" })).toEqual([]);
  });

  test("refuse combinations that contradict themselves", () => {
    expect(problemsOf({ SLUICE_EMBEDDED: "none,mqtt" })).toHaveLength(1);
  });

  test("cannot be changed once read", () => {
    const settings = parse({});
    expect(() => Object.assign(settings, { port: 1 })).toThrow(TypeError);
    expect(() => Object.assign(settings.mqtt ?? {}, { port: 1 })).toThrow(TypeError);
  });

  test("are all in .env.example, which names nothing else and parses to the defaults", () => {
    const lines = readFileSync(".env.example", "utf8").split("\n");
    const named = lines
      .flatMap((line) => /^#? ?((?:SLUICE_\w+)|JAVA_HOME)=(.*)$/.exec(line) ?? [])
      .filter((_, index) => index % 3 === 1);
    const source = readFileSync("server/config/env.ts", "utf8");
    const known = [...source.matchAll(/^ {2}(SLUICE_\w+|JAVA_HOME):/gm)].map((match) => match[1]);
    expect(named).toEqual(known);
    const values = Object.fromEntries(
      lines.flatMap((line) => {
        const match = /^#? ?(SLUICE_\w+)=(.*)$/.exec(line);
        return match ? [[match[1] ?? "", match[2] ?? ""]] : [];
      }),
    );
    expect(parse(values)).toEqual(parse({}));
  });
});
