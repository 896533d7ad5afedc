import { DetailsSkeleton } from "@/components/shell/list-skeleton";

export default function RuleLoading() {
  return <DetailsSkeleton tabCount={5} cardCount={3} />;
}
