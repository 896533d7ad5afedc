import { ListSkeleton } from "@/components/shell/list-skeleton";

export default function MonitoringLoading() {
  return <ListSkeleton />;
}
