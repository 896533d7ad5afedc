import { NextIntlClientProvider } from "next-intl";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Button } from "@/components/ui/button";
import { InlineMessage } from "@/components/ui/inline-message";
import { Meter } from "@/components/ui/meter";
import { Pagination } from "@/components/ui/pagination";
import { RowActions } from "@/components/ui/row-actions";
import { StatusDot } from "@/components/ui/status-dot";
import { Steps } from "@/components/ui/steps";
import { Table } from "@/components/ui/table";
import { Tabs } from "@/components/ui/tabs";
import { enMessages } from "@/lib/i18n/messages/en";

function render(element: ReactElement): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={enMessages} timeZone="UTC">
      {element}
    </NextIntlClientProvider>,
  );
}

const columns = [
  { id: "name", header: "Name", isSortable: true, cell: (row: string) => row },
  { id: "size", header: "Size", cell: () => "1" },
];
const noop = () => undefined;

describe("Table", () => {
  const table = (extra: object) =>
    render(<Table caption="Things" columns={columns} rows={["a"]} rowKey={(row) => row} onSort={noop} {...extra} />);

  it("has a caption and says by which column and how it is sorted", () => {
    const html = table({ sort: { id: "name", direction: "desc" } });
    expect(html).toContain("<caption");
    expect(html).toContain('aria-sort="descending"');
    expect(html.match(/aria-sort/g)).toHaveLength(1);
  });
  it("shows what to do in place of rows when there are none, and rows of the real shape while loading", () => {
    expect(table({ rows: [], empty: "Create one" })).toContain("Create one");
    const loading = table({ rows: [], empty: "Create one", isLoading: true });
    expect(loading).not.toContain("Create one");
    expect(loading.match(/<tr aria-hidden="true"/g)).toHaveLength(5);
  });
  it("can be reached by keyboard, because it scrolls", () => {
    expect(table({})).toMatch(/<section[^>]+tabindex="0"[^>]+aria-label="Things"/);
  });
});

describe("Button", () => {
  it("stays focusable when there is a reason why it cannot be used", () => {
    const html = render(<Button disabledReason="The quota is reached.">Create</Button>);
    expect(html).toContain('aria-disabled="true"');
    expect(html).not.toMatch(/ disabled=""/);
  });
  it("never submits a form by accident", () => {
    expect(render(<Button>Cancel</Button>)).toContain('type="button"');
  });
});

describe("RowActions", () => {
  it("shows at most three and puts the rest behind a menu that names the row", () => {
    const actions = ["a", "b", "c", "d"].map((id) => ({ id, label: `Act ${id}`, onSelect: noop }));
    const html = render(<RowActions actions={actions} rowName="r-orders" />);
    expect(html).toContain("Act b");
    expect(html).not.toContain("Act c");
    expect(html).toContain('aria-label="More actions for r-orders"');
    expect(render(<RowActions actions={actions.slice(0, 3)} rowName="r" />)).toContain("Act c");
  });
});

describe("navigation", () => {
  it("marks the current step and links only the steps done", () => {
    const steps = ["one", "two", "three"].map((id) => ({ id, title: id, href: `?step=${id}` }));
    const html = render(<Steps label="Steps" currentId="two" steps={steps} />);
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain("step=one");
  });
  it("the last crumb is the page itself", () => {
    const html = render(<Breadcrumb label="Path" crumbs={[{ label: "A", href: "/a" }, { label: "B" }]} />);
    expect(html).toContain('<span aria-current="page" class="wrap-anywhere">B</span>');
  });
  it("tabs are links, so that they open in a new tab and survive a reload", () => {
    const tabs = [
      { id: "x", label: "X", href: "/p" },
      { id: "y", label: "Y", href: "/p?tab=y" },
    ];
    const html = render(<Tabs label="Views" currentId="y" tabs={tabs} />);
    expect(html.match(/<a /g)).toHaveLength(2);
    expect(html.match(/aria-current="page"/g)).toHaveLength(1);
  });
  it("pagination names its pages and disappears when there is nothing", () => {
    expect(render(<Pagination page={2} pageSize={10} total={35} onPageChange={noop} />)).toContain(
      'aria-label="Page 3"',
    );
    expect(render(<Pagination page={1} pageSize={10} total={0} onPageChange={noop} />)).toBe("");
  });
});

it("a status is never told by colour alone", () => {
  expect(render(<StatusDot tone="err">Failed</StatusDot>)).toContain("Failed");
});

it("errors are announced at once, other messages politely", () => {
  expect(render(<InlineMessage tone="error">No</InlineMessage>)).toContain('role="alert"');
  expect(render(<InlineMessage tone="success">Yes</InlineMessage>)).toContain('role="status"');
});

it("a meter tells its numbers, stops at its end and needs no inline style", () => {
  const html = render(<Meter label="Rules" value={150} max={100} valueText="150 / 100" />);
  expect(html).toContain('aria-valuetext="150 / 100"');
  expect(html).toContain('width="100%"');
  expect(html).not.toContain("style=");
});
