import { type Lease, SharedClients } from "@/server/rocketmq/shared-clients";
import { GrpcClient, type GrpcClientOptions } from "./grpc-client";

export type GrpcClientLease = Lease<GrpcClient>;

/** Clients by gRPC. */
export class GrpcClientPool extends SharedClients<GrpcClient> {
  constructor(options: GrpcClientOptions = {}) {
    super((target) => new GrpcClient(target, options));
  }
}
