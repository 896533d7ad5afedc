import { ListSkeleton } from "@/components/shell/list-skeleton";

export default function RulesLoading() {
  return <ListSkeleton />;
}
