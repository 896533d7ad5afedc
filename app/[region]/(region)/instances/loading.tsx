import { ListSkeleton } from "@/components/shell/list-skeleton";

export default function InstancesLoading() {
  return <ListSkeleton />;
}
