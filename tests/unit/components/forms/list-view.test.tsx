import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ListEmpty } from "@/components/forms/list-view";
import { enMessages } from "@/lib/i18n/messages/en";

function markup(isFiltered: boolean): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={enMessages} timeZone="UTC">
      <ListEmpty
        isFiltered={isFiltered}
        onClear={() => undefined}
        noMatch="No thing matches."
        title="There is no thing yet."
        description="Make one."
        action={<button type="button">Create thing</button>}
      />
    </NextIntlClientProvider>,
  );
}

it("a list without rows offers to create one", () => {
  expect(markup(false)).toContain("There is no thing yet.");
  expect(markup(false)).toContain("Create thing");
});

it("a list whose filters match nothing offers to clear them instead", () => {
  expect(markup(true)).toContain("No thing matches.");
  expect(markup(true)).toContain("Clear filters");
  expect(markup(true)).not.toContain("Create thing");
});
