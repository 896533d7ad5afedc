const specialPrefixes = ["%RETRY%", "%DLQ%"] as const;

/** `<namespace>%<name>`; retry and dead-letter topics keep their prefix in front. Wrapping twice changes nothing. */
export function wrapNamespace(namespace: string | undefined, name: string): string {
  if (namespace === undefined || namespace === "") {
    return name;
  }
  const { prefix, rest } = splitPrefix(name);
  return rest.startsWith(`${namespace}%`) ? name : `${prefix}${namespace}%${rest}`;
}

/** The name as a person knows it, or undefined when it belongs to another namespace. */
export function unwrapNamespace(namespace: string | undefined, name: string): string | undefined {
  if (namespace === undefined || namespace === "") {
    return name;
  }
  const { prefix, rest } = splitPrefix(name);
  return rest.startsWith(`${namespace}%`) ? `${prefix}${rest.slice(namespace.length + 1)}` : undefined;
}

function splitPrefix(name: string): { prefix: string; rest: string } {
  const prefix = specialPrefixes.find((candidate) => name.startsWith(candidate)) ?? "";
  return { prefix, rest: name.slice(prefix.length) };
}
