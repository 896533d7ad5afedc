import { ListSkeleton } from "@/components/shell/list-skeleton";

export default function TracingLoading() {
  return <ListSkeleton />;
}
