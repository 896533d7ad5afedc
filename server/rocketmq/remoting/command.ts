export type ExtFields = Readonly<Record<string, string>>;

export interface RequestCommand {
  code: number;
  fields?: ExtFields | undefined;
  body?: Buffer | undefined;
}

/** A frame as received: a response, or a request that the server makes. */
export interface ReceivedCommand {
  code: number;
  opaque: number;
  isResponse: boolean;
  isOneway: boolean;
  version: number;
  remark: string | undefined;
  fields: ExtFields;
  body: Buffer;
}

export const flagResponse = 1;
export const flagOneway = 2;

/** What this client says of itself: the ordinal of V4_9_7, which both 4.x and 5.x brokers take as a current client. */
export const clientVersion = 407;

const noFields: ExtFields = Object.freeze({});

export function emptyFields(): ExtFields {
  return noFields;
}
