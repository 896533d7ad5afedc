import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { RefreshButton } from "@/components/forms/list-status";
import { Table } from "@/components/ui/table";
import { enMessages } from "@/lib/i18n/messages/en";

const query = { isError: false, error: null, dataUpdatedAt: 0, refetch: () => undefined };

/** The markup that the browser's first render has to repeat, whatever its own state of fetching. */
function serverMarkup(isFetching: boolean): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={enMessages} timeZone="UTC" now={new Date(0)}>
      <RefreshButton query={{ ...query, isFetching }} />
      <Table caption="Things" columns={[]} rows={[]} rowKey={String} isRefreshing={isFetching} />
    </NextIntlClientProvider>,
  );
}

it("a list is rendered first the same on the server and in the browser, which already fetches", () => {
  expect(serverMarkup(true)).toBe(serverMarkup(false));
});
