import { DetailsSkeleton } from "@/components/shell/list-skeleton";

export default function EditRuleLoading() {
  return <DetailsSkeleton tabCount={3} />;
}
