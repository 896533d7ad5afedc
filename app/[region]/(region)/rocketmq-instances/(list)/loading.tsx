import { ListSkeleton } from "@/components/shell/list-skeleton";

export default function RocketmqInstancesLoading() {
  return <ListSkeleton />;
}
