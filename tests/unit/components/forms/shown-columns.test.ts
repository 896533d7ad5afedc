import { createElement } from "react";
import { expect, it } from "vitest";
import { columnLabel } from "@/components/forms/hidden-columns";

const cell = () => null;

it("lets a column be hidden by its header, or by its label where the header is more than text", () => {
  expect(columnLabel({ id: "state", header: "State", cell })).toBe("State");
  expect(columnLabel({ id: "in", header: createElement("b"), label: "In/s", cell })).toBe("In/s");
});

it("never lets what names the row, acts on it or selects it be hidden", () => {
  expect(columnLabel({ id: "ruleId", header: "Rule ID", sticky: "left", cell })).toBeUndefined();
  expect(columnLabel({ id: "actions", header: "Actions", sticky: "right", cell })).toBeUndefined();
  expect(columnLabel({ id: "select", header: createElement("i"), cell })).toBeUndefined();
});
