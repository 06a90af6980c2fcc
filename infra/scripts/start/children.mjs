import { spawn } from 'node:child_process';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from '../setup/root.mjs';

const patience = 4000;
const onWindows = process.platform === 'win32';
const running = new Set();

/** The programs of one depot on this machine: started here, and none left behind. */
export const children = {
  stopping: false,

  /** Starts a program under this Node. `onMessage` gets what it sends; `exited` answers with its exit code. */
  start(args, { env, onMessage = () => {} }) {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Its own process group: Ctrl-C reaches us alone, and we end it once, in order.
      // If we die first, it sees the channel close. Windows would open a console window for it.
      detached: !onWindows,
    });
    child.on('message', onMessage);
    const exited = new Promise((resolve) => {
      child.once('error', () => resolve(1));
      child.once('exit', (code) => resolve(code ?? 1));
    }).finally(() => running.delete(child));
    running.add(child);
    return { exited };
  },

  /** Asks all to end; after four seconds ends those that remain. */
  async stop() {
    this.stopping = true;
    const ended = [...running].map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of running) askToEnd(child);
    await Promise.race([Promise.all(ended), pause(patience, undefined, { ref: false })]);
    for (const child of running) kill(child);
  },
};

/** Windows knows no SIGTERM: there a closed channel is the request. */
const askToEnd = (child) => (onWindows ? child.connected && child.disconnect() : child.kill('SIGTERM'));

function kill(child) {
  try {
    // The whole group, with whatever the program has started itself.
    if (onWindows) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended in this very moment.
  }
}
