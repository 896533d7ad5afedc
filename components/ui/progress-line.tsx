/** Thin moving line over a list that is being refreshed. */
export function ProgressLine({ isActive }: { isActive: boolean }) {
  return (
    <div aria-hidden className="absolute inset-x-0 top-0 z-2 h-0.5 overflow-hidden" data-print="hide">
      {isActive ? <div className="h-full w-1/4 animate-progress bg-primary-bright" /> : null}
    </div>
  );
}
