import { ArrowLeft } from "lucide-react";
import NextLink from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "./breadcrumb";

export interface PageHeaderProps {
  title: string;
  crumbs?: readonly Crumb[];
  /** Status, tags and copyable IDs beside the title. */
  aside?: ReactNode;
  /** One sentence under the title. */
  description?: ReactNode;
  /** Buttons, right. */
  actions?: ReactNode;
  backHref?: string;
}

/** The page's only `h1`. */
export function PageHeader({ title, crumbs, aside, description, actions, backHref }: PageHeaderProps) {
  const t = useTranslations("common");
  return (
    <header className="mb-4 pt-4 md:pt-6">
      {crumbs === undefined ? null : <Breadcrumb crumbs={crumbs} label={t("breadcrumb")} />}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          {backHref === undefined ? null : (
            <NextLink
              href={backHref}
              aria-label={t("back")}
              className="-ml-1 flex size-8 items-center justify-center rounded-xs text-fg-secondary hover:bg-bg-muted"
            >
              <ArrowLeft aria-hidden className="size-5" />
            </NextLink>
          )}
          <h1 className="text-2xl font-medium wrap-anywhere" tabIndex={-1}>
            {title}
          </h1>
          {aside}
        </div>
        {actions === undefined ? null : (
          <div className="flex flex-wrap items-center gap-2" data-print="hide">
            {actions}
          </div>
        )}
      </div>
      {description === undefined ? null : <div className="mt-2 max-w-200 sm:mt-1 text-fg-secondary">{description}</div>}
    </header>
  );
}
