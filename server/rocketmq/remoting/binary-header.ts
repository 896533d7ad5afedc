import { flagOneway, flagResponse, type ReceivedCommand } from "./command";

const fixedBytes = 2 + 1 + 2 + 4 + 4;

/** RocketMQ's own header serialisation, which a server may be configured to answer with. Undefined when malformed. */
export function decodeBinaryHeader(header: Buffer, body: Buffer): ReceivedCommand | undefined {
  if (header.length < fixedBytes) {
    return undefined;
  }
  const flag = header.readInt32BE(9);
  const remark = readSized(header, fixedBytes, 4);
  if (remark === undefined) {
    return undefined;
  }
  const block = readSized(header, remark.end, 4);
  const fields = block === undefined ? undefined : readFieldBlock(block.bytes);
  if (fields === undefined) {
    return undefined;
  }
  return {
    code: header.readInt16BE(0),
    version: header.readInt16BE(3),
    opaque: header.readInt32BE(5),
    isResponse: (flag & flagResponse) !== 0,
    isOneway: (flag & flagOneway) !== 0,
    remark: remark.bytes.length > 0 ? remark.bytes.toString("utf8") : undefined,
    fields,
    body,
  };
}

function readFieldBlock(block: Buffer): Record<string, string> | undefined {
  const fields: Record<string, string> = Object.create(null);
  let offset = 0;
  while (offset < block.length) {
    const key = readSized(block, offset, 2);
    const value = key === undefined ? undefined : readSized(block, key.end, 4);
    if (key === undefined || value === undefined) {
      return undefined;
    }
    fields[key.bytes.toString("utf8")] = value.bytes.toString("utf8");
    offset = value.end;
  }
  return fields;
}

function readSized(from: Buffer, offset: number, sizeBytes: 2 | 4): { bytes: Buffer; end: number } | undefined {
  const start = offset + sizeBytes;
  if (start > from.length) {
    return undefined;
  }
  const size = sizeBytes === 2 ? from.readInt16BE(offset) : from.readInt32BE(offset);
  const end = start + size;
  return size < 0 || end > from.length ? undefined : { bytes: from.subarray(start, end), end };
}
