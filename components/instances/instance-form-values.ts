import type { Instance, MqttConnection } from "@/lib/instances/schemas";

/** The form's own shape: every field is there, empty means not given. */
export interface InstanceFormValues {
  name: string;
  kernelVersion: string;
  instanceType: Instance["instanceType"];
  url: string;
  protocolVersion: "auto" | "5" | "4";
  auth: "password" | "signature";
  username: string;
  password: string;
  accessKey: string;
  secretKey: string;
  signatureInstanceId: string;
  clientIdPrefix: string;
  clientIdUserProperty: string;
  ca: string;
  cert: string;
  key: string;
  rejectUnauthorized: boolean;
}

export const emptyInstanceForm: InstanceFormValues = {
  name: "",
  kernelVersion: "V3.3.0",
  instanceType: "Professional",
  url: "",
  protocolVersion: "auto",
  auth: "password",
  username: "",
  password: "",
  accessKey: "",
  secretKey: "",
  signatureInstanceId: "",
  clientIdPrefix: "",
  clientIdUserProperty: "",
  ca: "",
  cert: "",
  key: "",
  rejectUnauthorized: true,
};

/** Secrets stay empty: they are not sent to browsers. */
export function toInstanceForm(instance: Instance): InstanceFormValues {
  const connection = instance.connection;
  return {
    ...emptyInstanceForm,
    name: instance.name,
    kernelVersion: instance.kernelVersion,
    instanceType: instance.instanceType,
    url: connection?.url ?? "",
    protocolVersion: connection === undefined ? "auto" : (`${connection.protocolVersion}` as "auto" | "5" | "4"),
    auth: connection?.auth ?? "password",
    username: connection?.username ?? "",
    accessKey: connection?.accessKey ?? "",
    signatureInstanceId: connection?.signatureInstanceId ?? "",
    clientIdPrefix: connection?.clientIdPrefix ?? "",
    clientIdUserProperty: connection?.clientIdUserProperty ?? "",
    ca: connection?.tls?.ca ?? "",
    cert: connection?.tls?.cert ?? "",
    rejectUnauthorized: connection?.tls?.rejectUnauthorized ?? true,
  };
}

const given = (text: string) => (text.trim() === "" ? undefined : text.trim());

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

function toTls(values: InstanceFormValues): MqttConnection["tls"] {
  if (!/^(mqtts|wss):/.test(values.url)) {
    return undefined;
  }
  return withoutUndefined({
    ca: given(values.ca),
    cert: given(values.cert),
    key: given(values.key),
    rejectUnauthorized: values.rejectUnauthorized,
  });
}

/** The connection as the API takes it; empty fields are left out, so stored secrets stay. */
export function toConnection(values: InstanceFormValues): MqttConnection {
  const isSignature = values.auth === "signature";
  return withoutUndefined({
    url: values.url.trim(),
    protocolVersion: values.protocolVersion === "auto" ? "auto" : values.protocolVersion === "5" ? 5 : 4,
    auth: values.auth,
    username: isSignature ? undefined : given(values.username),
    password: isSignature || values.password === "" ? undefined : values.password,
    accessKey: isSignature ? given(values.accessKey) : undefined,
    secretKey: isSignature && values.secretKey !== "" ? values.secretKey : undefined,
    signatureInstanceId: isSignature ? given(values.signatureInstanceId) : undefined,
    clientIdPrefix: given(values.clientIdPrefix),
    clientIdUserProperty: given(values.clientIdUserProperty),
    tls: toTls(values),
  } satisfies MqttConnection);
}

const clearable = ["username", "accessKey", "signatureInstanceId", "clientIdPrefix", "clientIdUserProperty"] as const;

/** The same as a change: a field that was emptied is taken away (null) rather than left as it was. */
export function toConnectionPatch(values: InstanceFormValues): Record<string, unknown> {
  const connection: Record<string, unknown> = toConnection(values);
  for (const field of clearable) {
    connection[field] ??= null;
  }
  return connection;
}

const direct = new Set<string>(["name", "kernelVersion", "instanceType"]);
const connectionFields = new Set<string>([
  "url",
  "protocolVersion",
  "auth",
  "username",
  "password",
  "accessKey",
  "secretKey",
  "signatureInstanceId",
  "clientIdPrefix",
  "clientIdUserProperty",
]);

/** The form's field for the server's path. */
export function toInstanceField(path: string): keyof InstanceFormValues | undefined {
  const field = path.replace(/^connection\.(tls\.)?/, "");
  const isKnown =
    direct.has(field) || connectionFields.has(field) || ["ca", "cert", "key", "rejectUnauthorized"].includes(field);
  return isKnown ? (field as keyof InstanceFormValues) : undefined;
}
