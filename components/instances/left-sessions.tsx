import { useTranslations } from "next-intl";
import { InlineMessage } from "@/components/ui/inline-message";
import { Time } from "@/components/ui/time";

const shownMax = 10;

/** Sessions of deleted, disabled or changed rules that an external broker still keeps; nothing when there are none. */
export function LeftSessions({ sessions }: { sessions: readonly { ruleId: string; url: string; sinceMs: number }[] }) {
  const t = useTranslations("instances.leftSessions");
  if (sessions.length === 0) {
    return null;
  }
  return (
    <InlineMessage tone="warning" title={t("title", { count: sessions.length })} className="mb-4">
      <p>{t("body")}</p>
      <ul className="mt-1 list-inside list-disc">
        {sessions.slice(0, shownMax).map(({ ruleId, url, sinceMs }) => (
          <li key={`${ruleId} ${url}`}>
            {t.rich("session", {
              ruleId: () => <span className="font-mono wrap-anywhere">{ruleId}</span>,
              url: () => <span className="font-mono wrap-anywhere">{url}</span>,
              since: () => <Time value={sinceMs} />,
            })}
          </li>
        ))}
      </ul>
      {sessions.length > shownMax ? <p>{t("more", { count: sessions.length - shownMax })}</p> : null}
    </InlineMessage>
  );
}
