import { DetailsSkeleton } from "@/components/shell/list-skeleton";

export default function TopicLoading() {
  return <DetailsSkeleton />;
}
