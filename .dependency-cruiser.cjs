const rule = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

module.exports = {
  forbidden: [
    rule(
      "no-runtime-cycles",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
      "break the cycle or move the shared part down",
    ),
    rule(
      "lib-is-the-floor",
      { path: "^lib/" },
      { path: "^(app|components|db|server)/" },
      "lib imports nothing of ours",
    ),
    rule(
      "lib-does-no-io",
      { path: "^lib/" },
      { dependencyTypes: ["core"] },
      "lib is pure, for browser and server alike",
    ),
    rule("db-below-server", { path: "^db/" }, { path: "^(app|components|server)/" }, "db imports lib only"),
    rule(
      "ui-without-server",
      { path: "^components/" },
      { path: "^(app|db|server)/" },
      "pass data by props; share types through lib",
    ),
    rule(
      "app-through-services",
      { path: "^app/" },
      { path: "^(db/|server/(runtime|rocketmq|mqtt|embedded)/)|node_modules/(drizzle-orm|better-sqlite3|mqtt|aedes)/" },
      "call a service",
    ),
    rule("planes-apart", { path: "^server/services/" }, { path: "^server/runtime/" }, "talk through server/protocol"),
    rule(
      "planes-apart-back",
      { path: "^server/runtime/" },
      { path: "^server/(services|supervisor)/|^app/|^components/|node_modules/(next|react)/" },
      "the data plane knows no console",
    ),
    rule(
      "flow-is-pure",
      { path: "^server/runtime/flow/" },
      { path: "^(app|components|db|server)/", pathNot: "^server/runtime/flow/" },
      "inject it",
    ),
    rule(
      "flow-does-no-io",
      { path: "^server/runtime/(flow|mapping)/" },
      { dependencyTypes: ["core"], pathNot: "^(node:)?buffer$" },
      "flow and mapping are pure",
    ),
    rule(
      "mapping-is-pure",
      { path: "^server/runtime/mapping/" },
      { path: "^(app|components|db|server)/", pathNot: "^server/runtime/(mapping|flow/contracts)" },
      "inject it",
    ),
    rule(
      "sources-and-sinks-are-strangers",
      { path: "^server/runtime/(sources|sinks)/([^/]+)" },
      { path: "^server/runtime/(sources|sinks)/", pathNot: "^server/runtime/$1/$2" },
      "no cross-connector imports",
    ),
    rule(
      "rocketmq-knows-no-rules",
      { path: "^server/(rocketmq|mqtt)/" },
      { path: "^(app|components|db)/|^server/(services|runtime|supervisor|protocol)/" },
      "protocol clients stand alone",
    ),
    rule(
      "mqtt-in-one-place",
      { path: "^(app|components|db|lib|server)/", pathNot: "^(server/mqtt|components/test-client)/" },
      { path: "node_modules/(mqtt|mqtt-packet)/" },
      "wrap it in server/mqtt",
    ),
    rule(
      "aedes-in-one-place",
      { path: "^(app|components|db|lib|server)/", pathNot: "^server/embedded/" },
      { path: "node_modules/aedes" },
      "wrap it in server/embedded",
    ),
    rule(
      "rocketmq-client-in-one-place",
      { path: "^(app|components|db|lib|server)/", pathNot: "^server/rocketmq/grpc/" },
      { path: "node_modules/rocketmq-client-nodejs/" },
      "wrap it in server/rocketmq/grpc",
    ),
    rule("nobody-imports-tests", { pathNot: "^tests/" }, { path: "^tests/" }, "move the helper"),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|dist|data|\\.cache)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
