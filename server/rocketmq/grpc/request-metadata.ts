import { createHmac, randomUUID } from "node:crypto";
import { Metadata } from "@grpc/grpc-js";
import type { RocketmqTarget } from "@/lib/rules/desired";

type Identity = Pick<RocketmqTarget, "namespace" | "accessKey" | "secretKey" | "securityToken">;

/** The proxy names its known languages by the Remoting protocol's list, which has no entry for Node. */
const language = "HTTP";
const clientVersion = "5.0.0";

/** Headers of every request. The signature covers the time alone, so requests of one second share them. */
export class RequestMetadata {
  readonly #identity: Identity;
  readonly #clientId = `sluice@${process.pid}@${randomUUID()}`;
  #second = 0;
  #metadata = new Metadata();

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  /** Not to be changed by the receiver. */
  current(): Metadata {
    const second = Math.floor(Date.now() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#metadata = this.#make(`${new Date(second * 1_000).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`);
    }
    return this.#metadata;
  }

  #make(dateTime: string): Metadata {
    const { namespace, accessKey, secretKey, securityToken } = this.#identity;
    const metadata = new Metadata();
    metadata.set("x-mq-protocol", "v2");
    metadata.set("x-mq-client-id", this.#clientId);
    metadata.set("x-mq-language", language);
    metadata.set("x-mq-client-version", clientVersion);
    metadata.set("x-mq-date-time", dateTime);
    metadata.set("x-mq-request-id", randomUUID());
    if (namespace !== undefined && namespace !== "") {
      metadata.set("x-mq-namespace", namespace);
    }
    if (accessKey !== undefined && accessKey !== "" && secretKey !== undefined && secretKey !== "") {
      const signature = createHmac("sha1", secretKey).update(dateTime).digest("hex").toUpperCase();
      const credential = `Credential=${accessKey}, SignedHeaders=x-mq-date-time, Signature=${signature}`;
      metadata.set("authorization", `MQv2-HMAC-SHA1 ${credential}`);
      if (securityToken !== undefined && securityToken !== "") {
        metadata.set("x-mq-session-token", securityToken);
      }
    }
    return metadata;
  }
}
