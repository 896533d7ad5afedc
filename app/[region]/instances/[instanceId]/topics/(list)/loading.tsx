import { ListSkeleton } from "@/components/shell/list-skeleton";

export default function TopicsLoading() {
  return <ListSkeleton />;
}
