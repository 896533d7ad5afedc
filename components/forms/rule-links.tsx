import { Link } from "@/components/ui/link";
import { paths } from "@/lib/view/paths";

export interface RuleLinksProps {
  regionId: string;
  instanceId: string;
  ruleIds: readonly string[];
}

/** Rules that need something, each to go to. */
export function RuleLinks({ regionId, instanceId, ruleIds }: RuleLinksProps) {
  return (
    <ul className="flex flex-wrap gap-x-3">
      {ruleIds.map((ruleId) => (
        <li key={ruleId}>
          <Link
            href={paths.rule(regionId, instanceId, ruleId)}
            className="inline-flex min-h-6 items-center font-mono wrap-anywhere"
          >
            {ruleId}
          </Link>
        </li>
      ))}
    </ul>
  );
}
