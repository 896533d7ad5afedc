import { expect, it } from "vitest";
import { deviceEventsBurst } from "@/lib/traces/limits";
import type { DeviceEvent } from "@/server/embedded/mqtt-broker/contracts";
import { DeviceTracer } from "@/server/runtime/traces/device-tracer";
import type { TraceLog } from "@/server/runtime/traces/trace-log";

const event: DeviceEvent = {
  type: "connect",
  clientId: "GID_a@@@1",
  timeMs: 1_000,
  channelId: "c1",
  clientAddress: "127.0.0.1:5000",
  protocolVersion: 5,
  reason: undefined,
};

function setUp() {
  let emit: (event: DeviceEvent) => void = () => undefined;
  const added: unknown[] = [];
  const counted: unknown[] = [];
  const log = { addDevice: (row: unknown) => added.push(row), count: (row: unknown) => counted.push(row) };
  const broker = {
    onDeviceEvent: (listener: typeof emit) => {
      emit = listener;
      return () => undefined;
    },
  };
  // safe because the tracer calls nothing else of the log
  const tracer = new DeviceTracer(broker, log as unknown as TraceLog, () => "mqtt-1");
  return { tracer, added, counted, emit: (changes: Partial<DeviceEvent>) => emit({ ...event, ...changes }) };
}

it("records who connected and how a connection ended", () => {
  const { added, emit } = setUp();
  emit({});
  emit({ type: "tcpclean", timeMs: 2_000, reason: "keepAliveTimeout" });
  expect(added).toEqual([
    expect.objectContaining({ instanceId: "mqtt-1", clientId: "GID_a@@@1", action: "connect", reason: null }),
    expect.objectContaining({ timeMs: 2_000, action: "close", reason: "keepAliveTimeout", channelId: "c1" }),
  ]);
});

it("counts a storm of reconnects whole and records no more of it than its bound", () => {
  const { tracer, added, counted, emit } = setUp();
  for (let n = 0; n < deviceEventsBurst + 500; n += 1) {
    emit({});
  }
  tracer.tick(60_000);
  expect(added).toHaveLength(deviceEventsBurst);
  const counts = { seen: deviceEventsBurst + 500, recorded: deviceEventsBurst };
  expect(counted).toEqual([{ kind: "device", instanceId: "mqtt-1", ruleId: "", nowMs: 60_000, ...counts }]);
  emit({});
  expect(added).toHaveLength(deviceEventsBurst + 1);
});
