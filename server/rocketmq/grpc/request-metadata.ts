import { createHmac, randomUUID } from "node:crypto";
import type { OutgoingHttpHeaders } from "node:http2";
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
  #metadata: OutgoingHttpHeaders = {};

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  headers(path: string): OutgoingHttpHeaders {
    return {
      ":method": "POST",
      ":path": path,
      te: "trailers",
      "content-type": "application/grpc",
      "user-agent": "sluice",
      ...this.#current(),
    };
  }

  #current(): OutgoingHttpHeaders {
    const second = Math.floor(Date.now() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#metadata = this.#make(`${new Date(second * 1_000).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`);
    }
    return this.#metadata;
  }

  #make(dateTime: string): OutgoingHttpHeaders {
    const { namespace, accessKey, secretKey, securityToken } = this.#identity;
    const metadata: OutgoingHttpHeaders = {};
    metadata["x-mq-protocol"] = "v2";
    metadata["x-mq-client-id"] = this.#clientId;
    metadata["x-mq-language"] = language;
    metadata["x-mq-client-version"] = clientVersion;
    metadata["x-mq-date-time"] = dateTime;
    metadata["x-mq-request-id"] = randomUUID();
    if (namespace !== undefined && namespace !== "") {
      metadata["x-mq-namespace"] = namespace;
    }
    if (accessKey !== undefined && accessKey !== "" && secretKey !== undefined && secretKey !== "") {
      const signature = createHmac("sha1", secretKey).update(dateTime).digest("hex").toUpperCase();
      const credential = `Credential=${accessKey}, SignedHeaders=x-mq-date-time, Signature=${signature}`;
      metadata["authorization"] = `MQv2-HMAC-SHA1 ${credential}`;
      if (securityToken !== undefined && securityToken !== "") {
        metadata["x-mq-session-token"] = securityToken;
      }
    }
    return metadata;
  }
}
