import type { RocketmqEndpoint, RocketmqInstance, RocketmqSeries } from "@/lib/rocketmq/schemas";

/** The form's own shape: every field is there, empty means not given. */
export interface RocketmqFormValues {
  name: string;
  series: RocketmqSeries;
  protocol: "remoting" | "grpc";
  nameServers: string;
  endpoints: string;
  adminNameServers: string;
  ordering: "ordered" | "unordered";
  namespace: string;
  accessKey: string;
  secretKey: string;
  securityToken: string;
  useTls: boolean;
  ca: string;
  rejectUnauthorized: boolean;
  requireReplica: boolean;
}

export const emptyRocketmqForm: RocketmqFormValues = {
  name: "",
  series: "4.0",
  protocol: "remoting",
  nameServers: "",
  endpoints: "",
  adminNameServers: "",
  ordering: "ordered",
  namespace: "",
  accessKey: "",
  secretKey: "",
  securityToken: "",
  useTls: false,
  ca: "",
  rejectUnauthorized: true,
  requireReplica: false,
};

/** Secrets stay empty: they are not sent to browsers. */
export function toRocketmqForm(instance: RocketmqInstance): RocketmqFormValues {
  const { endpoint, tls } = instance;
  return {
    ...emptyRocketmqForm,
    name: instance.name,
    series: instance.series,
    protocol: endpoint.protocol,
    ...(endpoint.protocol === "remoting"
      ? { nameServers: endpoint.nameServers.join("\n") }
      : {
          endpoints: endpoint.endpoints,
          adminNameServers: (endpoint.adminNameServers ?? []).join("\n"),
          ordering: endpoint.ordering,
        }),
    namespace: instance.namespace ?? "",
    accessKey: instance.accessKey ?? "",
    useTls: tls !== undefined,
    ca: tls?.ca ?? "",
    rejectUnauthorized: tls?.rejectUnauthorized ?? true,
    requireReplica: instance.requireReplica,
  };
}

/** Addresses by line, comma, semicolon or space, as people paste them. */
export function toAddresses(text: string): string[] {
  return text.split(/[\s,;]+/).filter((address) => address !== "");
}

export function toEndpoint(values: RocketmqFormValues): RocketmqEndpoint {
  // A choice made for 5.0 does not outlive going back to 4.0, where the form no longer shows it.
  if (values.protocol === "remoting" || values.series === "4.0") {
    return { protocol: "remoting", nameServers: toAddresses(values.nameServers) };
  }
  const adminNameServers = toAddresses(values.adminNameServers);
  return {
    protocol: "grpc",
    endpoints: values.endpoints.trim(),
    ordering: values.ordering,
    ...(adminNameServers.length === 0 ? {} : { adminNameServers }),
  };
}

/** The connection as the API takes it; empty fields are left out, so stored secrets stay. */
export function toRocketmqConnection(values: RocketmqFormValues) {
  const ca = values.ca.trim();
  const { namespace, accessKey, secretKey, securityToken } = values;
  return {
    endpoint: toEndpoint(values),
    ...(namespace.trim() === "" ? {} : { namespace: namespace.trim() }),
    ...(accessKey.trim() === "" ? {} : { accessKey: accessKey.trim() }),
    ...(secretKey === "" ? {} : { secretKey }),
    ...(securityToken === "" ? {} : { securityToken }),
    ...(values.useTls ? { tls: { rejectUnauthorized: values.rejectUnauthorized, ...(ca === "" ? {} : { ca }) } } : {}),
  };
}

/** The same as a change: what was emptied is taken away; without an AccessKey its secrets go too. */
export function toRocketmqPatch(values: RocketmqFormValues) {
  const connection = toRocketmqConnection(values);
  const isOpen = values.accessKey.trim() === "";
  return {
    ...connection,
    namespace: connection.namespace ?? null,
    accessKey: connection.accessKey ?? null,
    tls: connection.tls ?? null,
    ...(isOpen ? { secretKey: null, securityToken: null } : {}),
  };
}

const fields = new Set<string>(Object.keys(emptyRocketmqForm));

/** The form's field for the server's path, such as `endpoint.nameServers.0`. */
export function toRocketmqField(path: string): keyof RocketmqFormValues | undefined {
  const field = path.replace(/^(endpoint|tls)\./, "").replace(/\.\d+$/, "");
  return fields.has(field) ? (field as keyof RocketmqFormValues) : undefined;
}
