import type { RocketmqEndpoint, RocketmqSeries } from "@/lib/rocketmq/schemas";
import { invalid } from "@/server/errors";

/** Series 4.0 speaks Remoting only. */
export function requireFittingEndpoint(series: RocketmqSeries, endpoint: RocketmqEndpoint): void {
  if (series === "4.0" && endpoint.protocol === "grpc") {
    throw invalid("endpoint.protocol", "RocketMQ 4.0 has no gRPC endpoint. Use remoting and name its name servers.");
  }
}
