import { deleteDeliveriesOf, hastenDeliveries } from "@/db/queries/alert-deliveries";
import { updateAlertWebhook as updateRow } from "@/db/queries/alert-webhooks";
import type { AlertWebhook, UpdateAlertWebhookInput } from "@/lib/alerts/schemas";
import type { ServiceContext } from "@/server/context";
import { audit, commit } from "@/server/services/shared/commit";
import { mapUnique } from "@/server/services/shared/constraints";
import { requireVersion } from "@/server/services/shared/version-check";
import { withoutUndefined } from "@/server/services/shared/without-undefined";
import { requireAlertWebhook } from "./require";
import { toAlertWebhook, toAudited, webhookNameTaken } from "./show";

/** A stored secret stays unless it is changed or taken away. Disabling throws away what waits; any other change tries it at once. */
export function updateAlertWebhook(
  context: ServiceContext,
  webhookId: string,
  input: UpdateAlertWebhookInput,
): AlertWebhook {
  const { version: expected, ...fields } = input;
  const write = () =>
    commit(context, (tx) => {
      const before = requireAlertWebhook(tx, webhookId);
      requireVersion(expected, before.row.version);
      const now = context.now();
      const version = before.row.version + 1;
      updateRow(tx, webhookId, { ...withoutUndefined(fields), updatedAt: now, version });
      if (input.status === "disabled") {
        deleteDeliveriesOf(tx, webhookId);
      } else {
        hastenDeliveries(tx, webhookId, now);
      }
      const after = requireAlertWebhook(tx, webhookId);
      audit(tx, context, {
        action: "alertWebhook.update",
        entityType: "alertWebhook",
        entityId: webhookId,
        before: toAudited(before),
        after: { ...toAudited(after), ...changedSecrets(input) },
      });
      return toAlertWebhook(after);
    });
  return mapUnique(write, () => webhookNameTaken(input.name ?? ""));
}

/** That something secret changed is told; what it is is not. */
function changedSecrets({ url, secret }: UpdateAlertWebhookInput): object {
  return {
    ...(url === undefined ? {} : { isUrlSet: true }),
    ...(secret === undefined ? {} : { isSecretSet: secret !== null }),
  };
}
