// Apart from the schemas, so that pages which only name these need no validator.

export const instanceStatuses = [
  "InService",
  "Preparing",
  "Upgrading",
  "Frozen",
  "Released",
  "NotActivated",
  "Overdue",
  "Expired",
] as const;

export const instanceTypes = ["Basic", "Platinum", "PayAsYouGo", "PrepaidLight", "Professional", "Serverless"] as const;

export function kernelHasRules(kernelVersion: string): boolean {
  return kernelVersion.startsWith("V3.");
}
