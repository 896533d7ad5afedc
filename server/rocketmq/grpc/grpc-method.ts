/** One method of the service, as the generated definitions describe it. */
export interface GrpcMethod<Request, Answer> {
  path: string;
  requestSerialize(request: Request): Buffer;
  responseDeserialize(bytes: Buffer): Answer;
}
