import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVirtualDesk } from './virtual-desk.js';

/** Real PC/SC to try by hand, without a reader: until Ctrl-C. */
const desk = await openVirtualDesk(['Desk A', 'Desk B'], mkdtempSync(join(tmpdir(), 'depot-desk-')));
const [setting] = Object.entries(desk.pcscd.environment).map(([name, value]) => `${name}=${value}`);
console.log(`
  Virtual tokens   ${desk.url}
  Readers          ${desk.pcscd
    .list()
    .map(({ name }) => name)
    .join(', ')}

  A depot that uses them, in another terminal:

    ${setting ?? ''} npm start -- --readers pcsc
`);
await new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
});
await desk.stop();
process.exit(0);
