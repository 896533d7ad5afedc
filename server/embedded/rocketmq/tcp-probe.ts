import { connect } from "node:net";

/** Whether something accepts connections there. */
export async function isListening(port: number, { host = "127.0.0.1", timeoutMs = 1000 } = {}): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect({ port, host });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => finish(false));
    socket.once("connect", () => finish(true));
    socket.once("error", () => finish(false));
  });
}
