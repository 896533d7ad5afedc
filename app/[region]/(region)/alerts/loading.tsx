import { ListSkeleton } from "@/components/shell/list-skeleton";

export default function AlertsLoading() {
  return <ListSkeleton />;
}
