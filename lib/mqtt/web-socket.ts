const policyHost = /^[\w.-]+(:\d{1,5})?$/;

/** Only WebSocket reaches a broker from a page. A policy cannot name an IPv6 address, so the loopback one goes by its name. */
export function toBrowserUrl(endpointUrl: string): string | undefined {
  if (!/^wss?:/.test(endpointUrl)) {
    return undefined;
  }
  const url = endpointUrl.replace("//[::1]", "//localhost");
  return toPolicySource(url) === undefined ? undefined : url;
}

/** What a content security policy must name to let a page reach this address and nothing else; undefined where it cannot. */
export function toPolicySource(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !policyHost.test(parsed.host)) {
    return undefined;
  }
  // A path that ends with a slash would stand for all below it; these two end a source.
  const path = parsed.pathname === "/" ? "" : parsed.pathname.replaceAll(";", "%3B").replaceAll(",", "%2C");
  return `${parsed.protocol}//${parsed.host}${path}`;
}
