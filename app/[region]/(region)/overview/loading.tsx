import { ListSkeleton } from "@/components/shell/list-skeleton";

export default function OverviewLoading() {
  return <ListSkeleton />;
}
