/** Moves focus to the control of a field: the element itself, or the first control inside it. */
export function focusField(field: string): void {
  const element = document.getElementById(field);
  const control = element?.matches("input, textarea, button, select")
    ? element
    : element?.querySelector<HTMLElement>("input, [role=combobox], button, textarea");
  control?.focus();
}
