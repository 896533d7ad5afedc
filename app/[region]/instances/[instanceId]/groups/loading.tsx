import { ListSkeleton } from "@/components/shell/list-skeleton";

export default function GroupsLoading() {
  return <ListSkeleton />;
}
