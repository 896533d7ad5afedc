export interface PolicyOptions {
  nonce: string;
  /** Where this page's MQTT test client may connect; empty on every other page. */
  webSockets: readonly string[];
  isDevelopment: boolean;
}

/** Scripts only by nonce. Style elements too; style attributes stay open because server-rendered React writes them. */
export function toContentSecurityPolicy({ nonce, webSockets, isDevelopment }: PolicyOptions): string {
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...webSockets].join(" "),
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
