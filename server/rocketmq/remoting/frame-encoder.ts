import { clientVersion, type ExtFields } from "./command";

export interface FrameHeader {
  code: number;
  opaque: number;
  flag: number;
  fields: ExtFields | undefined;
  remark?: string | undefined;
}

/** Length prefix, header length and JSON header in one buffer; the body follows it on the wire as it is. */
export function encodeFrameHead(header: FrameHeader, bodyBytes: number): Buffer {
  const json = JSON.stringify({
    code: header.code,
    language: "OTHER",
    version: clientVersion,
    opaque: header.opaque,
    flag: header.flag,
    remark: header.remark,
    serializeTypeCurrentRPC: "JSON",
    extFields: header.fields,
  });
  const jsonBytes = Buffer.byteLength(json);
  const head = Buffer.allocUnsafe(8 + jsonBytes);
  head.writeUInt32BE(4 + jsonBytes + bodyBytes, 0);
  // The top byte is the serialisation: 0 is JSON.
  head.writeUInt32BE(jsonBytes, 4);
  head.write(json, 8);
  return head;
}
