import type { AlertWebhook } from "@/lib/alerts/schemas";

/** The form's own shape: every field is there, empty means not given. */
export interface WebhookFormValues {
  name: string;
  url: string;
  secret: string;
  isSecretRemoved: boolean;
  isEnabled: boolean;
}

/** The secret stays empty: it is not sent to browsers. */
export function toWebhookForm(webhook: AlertWebhook | undefined): WebhookFormValues {
  return {
    name: webhook?.name ?? "",
    url: webhook?.url ?? "",
    secret: "",
    isSecretRemoved: false,
    isEnabled: webhook?.status !== "disabled",
  };
}

/** As the API takes it for a new one. */
export function toWebhookInput({ name, url, secret, isEnabled }: WebhookFormValues) {
  return { name, url, status: isEnabled ? "enabled" : "disabled", ...(secret === "" ? {} : { secret }) } as const;
}

/** As a change: an empty secret stays as it is stored. */
export function toWebhookPatch(values: WebhookFormValues, version: number) {
  return { ...toWebhookInput(values), ...(values.isSecretRemoved ? { secret: null } : {}), version };
}

const fields = ["name", "url", "secret"] as const;

export function toWebhookField(path: string): (typeof fields)[number] | undefined {
  return fields.find((field) => field === path);
}
