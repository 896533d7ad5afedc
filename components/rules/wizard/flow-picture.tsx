import type { RuleType } from "@/lib/rules/schemas";

const arrows: Record<RuleType, string> = {
  dataOutbound: "M52 20h32m-7-6 7 6-7 6",
  dataInbound: "M84 20H52m7-6-7 6 7 6",
  clientStatusNotification: "M52 20h32m-7-6 7 6-7 6",
};

/** MQTT on the left, RocketMQ on the right, and which way a message goes. Decoration: the text beside it says the same. */
export function FlowPicture({ type }: { type: RuleType }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 136 40"
      className="mb-2 h-10 w-34 text-fg-help"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      <rect x="2" y="8" width="44" height="24" rx="3" />
      <rect x="90" y="8" width="44" height="24" rx="3" />
      <path d={arrows[type]} className="text-link" stroke="currentColor" strokeWidth="2" />
      <text x="24" y="24" textAnchor="middle" fontSize="10" fill="currentColor" stroke="none">
        {type === "clientStatusNotification" ? "GID" : "MQTT"}
      </text>
      <text x="112" y="24" textAnchor="middle" fontSize="10" fill="currentColor" stroke="none">
        RMQ
      </text>
    </svg>
  );
}
