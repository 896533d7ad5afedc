/** A gate in a channel: three streams pass it in order. */
export function ProductMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className={className} fill="none" stroke="currentColor" strokeWidth="2">
      <path d="M5 3v18M19 3v18" strokeLinecap="round" />
      <path
        className="text-primary"
        d="M8 8c1.5-1.3 2.7-1.3 4 0s2.5 1.3 4 0M8 12c1.5-1.3 2.7-1.3 4 0s2.5 1.3 4 0M8 16c1.5-1.3 2.7-1.3 4 0s2.5 1.3 4 0"
        strokeLinecap="round"
      />
    </svg>
  );
}
