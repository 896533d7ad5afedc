export interface PolicyOptions {
  nonce: string;
  /** Where the browser's MQTT test client connects; undefined when the broker is not embedded. */
  mqttWsPort: number | undefined;
  isDevelopment: boolean;
}

/** Scripts only by nonce. Style elements too; style attributes stay open because server-rendered React writes them. */
export function toContentSecurityPolicy({ nonce, mqttWsPort, isDevelopment }: PolicyOptions): string {
  const webSockets =
    mqttWsPort === undefined
      ? ""
      : // A policy cannot name an IPv6 address: browsers call it an invalid source.
        ` ws://127.0.0.1:${mqttWsPort} ws://localhost:${mqttWsPort}`;
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${webSockets}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "frame-src 'none'",
    "worker-src 'self'",
    "manifest-src 'self'",
  ];
  return directives.join("; ");
}
