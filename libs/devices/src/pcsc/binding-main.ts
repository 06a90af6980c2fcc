import process from 'node:process';
import type { BindingRequest, BindingResult, FromBinding, ToBinding } from './binding-messages.js';
import { loadBinding, type LoadedBinding } from './load-binding.js';
import type { PcscBinding } from './pcsc-binding.js';
import { asPcscFailure, PcscFailure } from './pcsc-failure.js';

// The process in which a binding may freeze or crash. It prints nothing and ends with the one that started it.

let loaded: LoadedBinding | null = null;
let binding: PcscBinding | null = null;

function say(message: FromBinding): void {
  // Who asked may be gone, and then this process ends.
  process.send?.(message, undefined, undefined, () => undefined);
}

function bound(): PcscBinding {
  if (loaded === null) throw new PcscFailure('other');
  return (binding ??= loaded.make());
}

async function carryOut(request: BindingRequest): Promise<BindingResult> {
  switch (request.do) {
    case 'load':
      loaded = await loadBinding(request.binding);
      return loaded?.name ?? null;
    case 'ping':
      return null;
    case 'watch':
      await bound().watch((event) => say({ say: 'event', event }));
      return null;
    case 'connect':
      await bound().connect(request.reader);
      return null;
    case 'transmit':
      try {
        return await bound().transmit(request.apdu);
      } finally {
        request.apdu.fill(0);
      }
    case 'disconnect':
      await bound().disconnect(request.reset);
      return null;
  }
}

process.on('message', ({ id, ...request }: ToBinding) => {
  carryOut(request).then(
    (result) => say({ say: 'done', id, result }),
    (error: unknown) => say({ say: 'failed', id, kind: asPcscFailure(error).kind }),
  );
});

// A terminal and a service manager tell every process of a program to end. A burn may still be under way.
// On Windows Ctrl-Break is one more such word, and closing the window another.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP']) process.on(signal, () => undefined);

// Native threads would keep it, or crash it, on a polite exit.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
