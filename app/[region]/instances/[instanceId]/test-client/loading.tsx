import { DetailsSkeleton } from "@/components/shell/list-skeleton";

export default function InstanceDetailsLoading() {
  return <DetailsSkeleton />;
}
