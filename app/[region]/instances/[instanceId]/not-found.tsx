import { NotFoundView } from "@/components/shell/not-found-view";

/** Something of this instance that does not exist: a topic, a rule. */
export default function InstanceNotFoundPage() {
  return <NotFoundView />;
}
