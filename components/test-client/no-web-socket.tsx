import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { CopyText } from "@/components/ui/copy-text";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import type { Instance } from "@/lib/instances/schemas";
import { paths } from "@/lib/view/paths";

/** Why a browser cannot reach this instance's broker, and the ways that remain. */
export function NoWebSocket({ instance }: { instance: Instance }) {
  const t = useTranslations("testClient.unavailable");
  const url = instance.endpoints[0]?.url ?? "";
  const { regionId, instanceId } = instance;
  return (
    <Card>
      <EmptyState
        title={t("title")}
        description={
          <div className="space-y-2">
            <p>{t("why")}</p>
            {url === "" ? null : <CopyText text={url} name={t("address")} lengthMax={80} />}
            <p>{t("how")}</p>
          </div>
        }
        action={
          <>
            <Link href={paths.topics(regionId, instanceId)} className="inline-flex min-h-6 items-center">
              {t("publishInstead")}
            </Link>
            <Link href={paths.instance(regionId, instanceId)} className="inline-flex min-h-6 items-center">
              {t("changeAddress")}
            </Link>
          </>
        }
      />
    </Card>
  );
}
