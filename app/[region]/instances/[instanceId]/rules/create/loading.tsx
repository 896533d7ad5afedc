import { DetailsSkeleton } from "@/components/shell/list-skeleton";

export default function CreateRuleLoading() {
  return <DetailsSkeleton tabCount={3} />;
}
