/** What the main thread asks of the spool's worker thread; both are built from one release. */
export type SpoolRequest =
  | { method: "open"; params: { file: string } }
  | { method: "append"; params: { file: string; sequence: number; lane: number; count: number; data: ArrayBuffer } }
  | { method: "read"; params: { file: string; lane: number; afterSequence: number; bytesMax: number } }
  | { method: "remove"; params: { file: string; sequences: number[] } }
  | { method: "shrink"; params: { file: string; sequence: number; count: number; data: ArrayBuffer } }
  | { method: "progress"; params: { file: string; sequence: number; confirmedCount: number } }
  | { method: "close"; params: { file: string } }
  | { method: "erase"; params: { file: string } }
  | { method: "closeAll"; params: Record<string, never> };
