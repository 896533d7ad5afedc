import { createHmac } from "node:crypto";
import type { ExtFields } from "./command";

/** Keys of an account. Never logged. */
export interface Credentials {
  accessKey: string;
  secretKey: string;
  securityToken?: string | undefined;
}

/** Adds AccessKey, SecurityToken and Signature: base64 HMAC-SHA1 over the values in the order of their keys, then the body. */
export function signFields(
  fields: ExtFields | undefined,
  body: Buffer | undefined,
  credentials: Credentials,
): ExtFields {
  const signed: Record<string, string> = { ...fields, AccessKey: credentials.accessKey };
  if (credentials.securityToken !== undefined && credentials.securityToken !== "") {
    signed["SecurityToken"] = credentials.securityToken;
  }
  let content = "";
  // Default sort order is by UTF-16 unit, which is also how the server sorts.
  for (const key of Object.keys(signed).sort()) {
    content += signed[key] ?? "";
  }
  const hmac = createHmac("sha1", credentials.secretKey).update(content, "utf8");
  if (body !== undefined && body.length > 0) {
    hmac.update(body);
  }
  signed["Signature"] = hmac.digest("base64");
  return signed;
}
