import path from "node:path";
import type { EmbeddedRocketmqVersion } from "@/server/config/env";

/** What the embedded RocketMQ is made of: 4.9.7 as a name server and a broker, 5.5.0 as a name server and a proxy with the broker inside. */
export const rocketmqParts = ["namesrv", "broker"] as const;
export type RocketmqPart = (typeof rocketmqParts)[number];

export interface EmbeddedRocketmq {
  version: EmbeddedRocketmqVersion;
  /** A folder of its own for configuration, store and logs. */
  dir: string;
  cacheDir: string;
  namesrvPort: number;
  brokerPort: number;
  /** 5.5.0 only. */
  grpcPort: number;
  storeBytesMax: number;
}

export function toLayout(dir: string) {
  return {
    homeDir: path.join(dir, "home"),
    confDir: path.join(dir, "home", "conf"),
    namesrvConf: path.join(dir, "home", "conf", "namesrv.conf"),
    brokerConf: path.join(dir, "home", "conf", "broker.conf"),
    proxyConf: path.join(dir, "home", "conf", "rmq-proxy.json"),
    aclFile: path.join(dir, "home", "conf", "plain_acl.yml"),
    storeDir: path.join(dir, "store"),
    logDir: path.join(dir, "logs"),
  };
}
