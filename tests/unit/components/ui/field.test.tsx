import { NextIntlClientProvider } from "next-intl";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NumberField } from "@/components/ui/number-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { enMessages } from "@/lib/i18n/messages/en";

function render(element: ReactElement): string {
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={enMessages} timeZone="UTC">
      {element}
    </NextIntlClientProvider>,
  );
}

const noop = () => undefined;

describe("before any script has run, in the server's HTML", () => {
  test.each([
    ["an input", <Input key="i" />, "input"],
    ["a text area", <Textarea key="t" />, "textarea"],
    ["a number field", <NumberField key="n" value={1} onValueChange={noop} />, "input"],
    ["a combobox", <Combobox key="c" options={[]} value={null} onValueChange={noop} />, "input"],
  ])("the label of a field names %s", (_, control, tag) => {
    const html = render(<Field label="Name">{control}</Field>);
    const labelId = /<label[^>]*\bid="([^"]+)"/.exec(html)?.[1];
    expect(labelId).toBeTruthy();
    expect(html).toMatch(new RegExp(`<${tag}[^>]*\\baria-labelledby="${labelId}"`));
  });

  test("each radio button is named by its text", () => {
    const options = [{ value: "a", label: "Enable" }];
    const html = render(<RadioGroup aria-label="Status" options={options} value="a" onValueChange={noop} />);
    const labelId = /role="radio"[^>]*aria-labelledby="([^"]+)"|aria-labelledby="([^"]+)"[^>]*role="radio"/.exec(html);
    const id = labelId?.[1] ?? labelId?.[2];
    expect(html).toContain(`id="${id}"`);
  });
});
