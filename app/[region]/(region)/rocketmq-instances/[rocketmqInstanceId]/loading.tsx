import { DetailsSkeleton } from "@/components/shell/list-skeleton";

export default function RocketmqInstanceLoading() {
  return <DetailsSkeleton tabCount={2} />;
}
