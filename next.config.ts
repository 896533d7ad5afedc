import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

// The content security policy carries a nonce for each request and comes from proxy.ts.
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "X-DNS-Prefetch-Control", value: "off" },
];

const config: NextConfig = {
  // A second build beside a running copy needs a folder of its own.
  distDir: process.env["NEXT_DIST_DIR"] ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  // Types are checked by `npm run verify`, once, and not again at every start from a fresh clone.
  typescript: { ignoreBuildErrors: true },
  // Streams of events must leave at once; a proxy in front compresses better.
  compress: false,
  serverExternalPackages: ["better-sqlite3", "pino", "mqtt", "ws", "rocketmq-client-nodejs", "prom-client"],
  turbopack: {
    resolveAlias: {
      // mqtt's browser bundle names it in an AMD branch that never runs; its present name is this one.
      "@babel/runtime/regenerator": "@babel/runtime/helpers/regenerator",
      // A second copy of the parsers of addresses; the browser has those of the hooks.
      "nuqs/server": { browser: "nuqs" },
    },
  },
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

const withIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  // Texts are parsed at build time: neither the browser nor a request carries the parser.
  experimental: { messages: { path: "./lib/i18n/messages", format: "json", locales: "infer", precompile: true } },
});

export default withIntl(config);
