import { redirect } from "next/navigation";
import { paths } from "@/lib/view/paths";
import { requireRegion } from "../page-context";

export default async function RegionPage({ params }: { params: Promise<{ region: string }> }) {
  redirect(paths.instances(requireRegion((await params).region)));
}
