import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LiveHub } from "@/components/live/live-hub";
import { followPageLife, hiddenCloseMs } from "@/components/live/page-life";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const view = new EventTarget();
  const hub = { start: vi.fn(), stop: vi.fn() };
  // safe because nothing else of them is used
  const stop = followPageLife(
    hub as unknown as LiveHub,
    page as unknown as Document,
    view as unknown as Window & typeof globalThis,
  );
  const turn = (hidden: boolean) => {
    page.hidden = hidden;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  return { view, hub, stop, turn };
}

it("a tab that stays in the background gives its stream up, and takes it up again when it is looked at", () => {
  const { hub, turn } = setUp();
  turn(true);
  vi.advanceTimersByTime(hiddenCloseMs - 1);
  expect(hub.stop).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(hub.stop).toHaveBeenCalledExactlyOnceWith({ kind: "paused" });
  turn(false);
  expect(hub.start).toHaveBeenCalledOnce();
});

it("a short look elsewhere costs no stream", () => {
  const { hub, turn } = setUp();
  turn(true);
  vi.advanceTimersByTime(hiddenCloseMs / 2);
  turn(false);
  vi.advanceTimersByTime(hiddenCloseMs * 2);
  expect(hub.stop).not.toHaveBeenCalled();
});

it("a network that comes back starts the stream of a tab that is seen, not of a hidden one", () => {
  const { hub, view, turn } = setUp();
  view.dispatchEvent(new Event("offline"));
  expect(hub.stop).toHaveBeenCalledExactlyOnceWith({ kind: "offline" });
  turn(true);
  view.dispatchEvent(new Event("online"));
  expect(hub.start).not.toHaveBeenCalled();
  turn(false);
  view.dispatchEvent(new Event("online"));
  expect(hub.start).toHaveBeenCalledTimes(2);
});

it("a page that is gone leaves nothing behind", () => {
  const { hub, view, stop, turn } = setUp();
  turn(true);
  stop();
  vi.advanceTimersByTime(hiddenCloseMs);
  view.dispatchEvent(new Event("online"));
  expect(hub.stop).not.toHaveBeenCalled();
  expect(hub.start).not.toHaveBeenCalled();
});
