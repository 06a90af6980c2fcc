import { Socket } from 'node:net';

/**
 * A socket that sends what was written in one turn of the event loop in one go: several statements of a transaction then cost
 * one system call and wake the server once.
 */
export function gatheringSocket(): Socket {
  const socket = new Socket();
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
  let gathers = false;
  socket.write = (...given: unknown[]): boolean => {
    if (!gathers) {
      gathers = true;
      socket.cork();
      process.nextTick(() => {
        gathers = false;
        socket.uncork();
      });
    }
    return write(...given);
  };
  return socket;
}
