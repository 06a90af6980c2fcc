import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that systems hand out by themselves: there any connection may take one that a program has not bound yet, or has left to be started again. */
const lowest = 20_000;
/** Of each process of tests its own, since they run side by side. */
const perProcess = 1500;
const processes = 8;
const first = lowest + (Number(process.env['VITEST_POOL_ID'] ?? 0) % processes) * perProcess;
let next = randomInt(perProcess);

/** A port that nobody listens on, and that nothing else in the tests is given: it stays free until its program has started, and while that is down. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < perProcess; tries += 1) {
    const port = first + (next % perProcess);
    next += 1;
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${String(first)} on is free.`);
}

/** On every address: vpcd listens on all of them. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '0.0.0.0', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
