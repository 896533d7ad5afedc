import path from "node:path";
import { toClasspath } from "@/server/embedded/artifacts/lock-file";
import { type EmbeddedRocketmq, type RocketmqPart, toLayout } from "./layout";

export interface JvmCommand {
  command: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
}

const openModules = [
  "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
  "--add-opens=java.base/java.nio=ALL-UNNAMED",
  "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
];

const memory: Record<EmbeddedRocketmq["version"], Record<RocketmqPart, string[]>> = {
  "4.9.7": {
    namesrv: ["-Xms16m", "-Xmx96m", "-XX:+UseSerialGC"],
    broker: ["-Xms64m", "-Xmx384m", "-XX:MaxDirectMemorySize=512m", "-XX:+UseG1GC"],
  },
  "5.5.0": {
    namesrv: ["-Xms16m", "-Xmx128m", "-XX:+UseSerialGC"],
    broker: ["-Xms128m", "-Xmx640m", "-XX:MaxDirectMemorySize=768m", "-XX:+UseG1GC"],
  },
};

function toMain(server: EmbeddedRocketmq, part: RocketmqPart): string[] {
  const { namesrvConf, brokerConf, proxyConf } = toLayout(server.dir);
  if (part === "namesrv") {
    return ["org.apache.rocketmq.namesrv.NamesrvStartup", "-c", namesrvConf];
  }
  return server.version === "4.9.7"
    ? ["org.apache.rocketmq.broker.BrokerStartup", "-c", brokerConf]
    : ["org.apache.rocketmq.proxy.ProxyStartup", "--proxyMode", "local", "-bc", brokerConf, "-pc", proxyConf];
}

/** How to start one part; `writeConfiguration` must have run. */
export function toJvmCommand(server: EmbeddedRocketmq, part: RocketmqPart, java: string): JvmCommand {
  const { homeDir, confDir } = toLayout(server.dir);
  const set = `rocketmq-${server.version}` as const;
  return {
    command: java,
    args: [
      ...openModules,
      ...memory[server.version][part],
      "-XX:+ExitOnOutOfMemoryError",
      // RocketMQ writes to the home directory whatever it is not told to write elsewhere.
      `-Duser.home=${server.dir}`,
      // A broker refuses writes on a disk that is over 90 % full, however large it is.
      "-Drocketmq.broker.diskSpaceWarningLevelRatio=0.98",
      "-Drocketmq.broker.diskSpaceCleanForciblyRatio=0.97",
      `-Drmq.logback.configurationFile=${path.join(confDir, `rmq.${part}.logback.xml`)}`,
      "-cp",
      toClasspath(set, server.cacheDir),
      ...toMain(server, part),
    ],
    env: { ROCKETMQ_HOME: homeDir, LANG: "C.UTF-8" },
    cwd: server.dir,
  };
}
