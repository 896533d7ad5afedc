import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface Certificate {
  certFile: string;
  keyFile: string;
  /** The certificate itself, PEM. */
  pem: string;
}

function openssl(...args: string[]): void {
  execFileSync("openssl", args, { stdio: "ignore" });
}

const names = "subjectAltName=DNS:localhost,IP:127.0.0.1";

/** A certificate authority of a test; issues certificates for this computer with any validity, past ones too. */
export class TestAuthority {
  readonly ca: Certificate;
  readonly #dir: string;
  readonly #configFile: string;

  constructor(dir: string) {
    this.#dir = dir;
    mkdirSync(dir, { recursive: true });
    const at = (name: string) => path.join(dir, name);
    const subject = ["-subj", "/CN=Sluice test authority"];
    openssl(
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", ...subject],
      ...["-keyout", at("ca.key"), "-out", at("ca.pem")],
    );
    this.ca = { certFile: at("ca.pem"), keyFile: at("ca.key"), pem: readFileSync(at("ca.pem"), "utf8") };
    this.#configFile = at("ca.cnf");
    writeFileSync(at("index.txt"), "");
    writeFileSync(
      this.#configFile,
      `[ca]
default_ca = this
[this]
database = ${at("index.txt")}
new_certs_dir = ${dir}
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[server]
${names}
`,
    );
  }

  /** Over the files of an earlier one with the same name. */
  issue(name: string, validity: { from: Date; to: Date }): Certificate {
    const at = (suffix: string) => path.join(this.#dir, `${name}.${suffix}`);
    openssl(
      ...["req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", at("key"), "-out", at("csr")],
    );
    openssl(
      ...["ca", "-batch", "-config", this.#configFile, "-extensions", "server"],
      ...["-cert", this.ca.certFile, "-keyfile", this.ca.keyFile, "-in", at("csr"), "-out", at("pem")],
      ...["-startdate", toAsn1(validity.from), "-enddate", toAsn1(validity.to), "-notext"],
    );
    return { certFile: at("pem"), keyFile: at("key"), pem: readFileSync(at("pem"), "utf8") };
  }
}

/** `20261123042239Z` */
function toAsn1(date: Date): string {
  return `${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
}

const dayMs = 24 * 3_600_000;

export function daysFromNow(days: number): Date {
  return new Date(Date.now() + days * dayMs);
}
