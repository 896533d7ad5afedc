const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

export interface OriginPolicy {
  /** Host names beside the loopback ones, without port. */
  allowedHosts: readonly string[];
}

interface HeaderReader {
  get(name: string): string | null;
}

/**
 * Why a request is refused, or undefined. A foreign Host is DNS rebinding; a foreign Origin, or a browser that says the request
 * comes from another site, is cross-site. Programs send neither and pass. Another port of the same computer is another origin.
 */
export function findForeignness(headers: HeaderReader, isApi: boolean, policy: OriginPolicy): string | undefined {
  const host = headers.get("host");
  if (host === null || !isAllowedHost(host, policy)) {
    return "This Host is not one of the product's. Use localhost, or name the host in SLUICE_ALLOWED_HOSTS.";
  }
  const origin = headers.get("origin");
  if (origin !== null && !isSameOrigin(origin, host)) {
    return "Requests from other origins are refused.";
  }
  const site = headers.get("sec-fetch-site");
  if (isApi && origin === null && site !== null && site !== "same-origin" && site !== "none") {
    return "Requests from other sites are refused.";
  }
  return undefined;
}

function isAllowedHost(host: string, { allowedHosts }: OriginPolicy): boolean {
  const name = toHostName(host);
  return (
    name !== undefined && (loopbackNames.has(name) || allowedHosts.some((allowed) => toHostName(allowed) === name))
  );
}

/** Parsed as a browser does, so that `127.1` or a name with a user part cannot slip through. */
function toHostName(host: string): string | undefined {
  if (!/^[\w.:[\]-]+$/.test(host)) {
    return undefined;
  }
  const bracketed =
    host.includes(":") && /^[0-9a-fA-F:]+$/.test(host) && host.split(":").length > 2 ? `[${host}]` : host;
  return URL.canParse(`http://${bracketed}`) ? new URL(`http://${bracketed}`).hostname : undefined;
}

function isSameOrigin(origin: string, host: string): boolean {
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) {
    return false;
  }
  const scheme = new URL(origin).protocol;
  return URL.canParse(`${scheme}//${host}`) && new URL(origin).origin === new URL(`${scheme}//${host}`).origin;
}
