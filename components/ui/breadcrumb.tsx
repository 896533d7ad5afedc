import NextLink from "next/link";

export interface Crumb {
  label: string;
  /** The last one has none: it is the page itself. */
  href?: string;
}

export function Breadcrumb({ crumbs, label }: { crumbs: readonly Crumb[]; label: string }) {
  return (
    <nav aria-label={label} className="mb-2">
      <ol className="flex flex-wrap items-center gap-x-2 leading-5 text-fg-secondary">
        {crumbs.map((crumb, index) => (
          <li key={crumb.label + (crumb.href ?? "")} className="flex min-w-0 items-center gap-2">
            {index > 0 ? (
              <span aria-hidden className="text-fg-help">
                /
              </span>
            ) : null}
            {crumb.href === undefined ? (
              <span aria-current="page" className="wrap-anywhere">
                {crumb.label}
              </span>
            ) : (
              <NextLink href={crumb.href} className="wrap-anywhere hover:text-link hover:underline">
                {crumb.label}
              </NextLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
