import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { listApiOperations } from "@/server/http/list-operations";
import { errorTable } from "@/server/http/problem";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "HTTP API" };

/** The public API at a glance; the whole description is the OpenAPI document it links to. */
export default async function ApiDocsPage() {
  const t = await getTranslations("shell");
  return (
    <main lang="en" className="mx-auto max-w-5xl px-6 py-8">
      <Link
        href="/"
        lang={await getLocale()}
        className="mb-4 inline-flex min-h-6 items-center text-link hover:underline"
      >
        {t("backToConsole")}
      </Link>
      <h1 className="text-2xl font-semibold">HTTP API</h1>
      <p className="mt-2">
        Base path <code>/api/v1</code>, JSON only. Errors are problem documents (RFC 9457). Requests and answers in
        full:{" "}
        <Link className="underline" href="/api/v1/openapi.json" prefetch={false}>
          openapi.json
        </Link>{" "}
        (OpenAPI 3.1).
      </p>
      {listApiOperations().map(({ tag, operations }) => (
        <section key={tag} className="mt-8">
          <h2 className="text-lg font-semibold">{tag}</h2>
          <table className="mt-2 w-full text-left text-sm">
            <thead>
              <tr>
                <th scope="col" className="w-20 py-1 pr-4 font-medium">
                  Method
                </th>
                <th scope="col" className="py-1 pr-4 font-medium">
                  Path
                </th>
                <th scope="col" className="py-1 pr-4 font-medium">
                  Does
                </th>
                <th scope="col" className="py-1 font-medium">
                  Codes of its own
                </th>
              </tr>
            </thead>
            <tbody>
              {operations.map((operation) => (
                <tr key={`${operation.method} ${operation.path}`} className="border-t align-top">
                  <td className="py-1 pr-4">
                    <code>{operation.method}</code>
                  </td>
                  <td className="py-1 pr-4">
                    <code className="wrap-anywhere">{operation.path}</code>
                  </td>
                  <td className="py-1 pr-4">{operation.summary}</td>
                  <td className="py-1 text-xs">{operation.codes.join(", ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      <section className="mt-8">
        <h2 className="text-lg font-semibold">Codes</h2>
        <dl className="mt-2 grid grid-cols-[max-content_1fr] gap-x-6 gap-y-1 text-sm">
          {errorTable.map(({ code, status, title }) => (
            <div key={code} id={code} className="contents">
              <dt>
                <code>{code}</code>
              </dt>
              <dd>
                {status} · {title}
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </main>
  );
}
