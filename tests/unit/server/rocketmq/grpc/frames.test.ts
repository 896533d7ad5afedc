import { expect, test } from "vitest";
import { FrameReader, toFrame } from "@/server/rocketmq/grpc/frames";

const texts = ["", "a", "message ü", "x".repeat(70_000)];

test.each([1, 4, 5, 7, 65_536])("messages come out whole however the stream is cut, here each %i bytes", (size) => {
  const bytes = Buffer.concat(texts.map((text) => toFrame(Buffer.from(text))));
  const reader = new FrameReader();
  const read: string[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    read.push(...reader.push(bytes.subarray(at, at + size)).map((message) => message.toString()));
  }
  expect(read).toEqual(texts);
});

test("what is compressed, or longer than any answer, is refused before it is kept", () => {
  expect(() => new FrameReader().push(Buffer.from([1, 0, 0, 0, 0]))).toThrow();
  expect(() => new FrameReader().push(Buffer.from([0, 255, 255, 255, 255]))).toThrow();
});
