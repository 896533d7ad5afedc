const many = "bench-many";

/** Topics of a run; each has the same name in MQTT, in RocketMQ and as its rule's ID. */
export const benchTopics = {
  embedded: "bench-embedded",
  external: "bench-external",
  yardstick: "bench-yardstick",
  spool: "bench-spool",
  grpcOrdered: "bench-grpc-ordered",
  grpcUnordered: "bench-grpc-unordered",
  /** A run of rules on the embedded broker; the flood appends the number. */
  many,
  manyNames: Array.from({ length: 100 }, (_, index) => `${many}-${index}`),
} as const;
