import { parseArgs } from 'node:util';
import { EntraEmulator } from './emulator.js';

/** The emulator as a process of its own, for `npm start`: says its address over IPC, ends with its channel. */
const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, file: { type: 'string' } } });
const { port, file } = values;
const emulator = await EntraEmulator.start({ port: Number(port), ...(file === undefined ? {} : { file }) }).catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
const end = (): void => void emulator.stop().finally(() => process.exit(0));
process.on('SIGTERM', end);
process.on('SIGINT', end);
process.on('disconnect', end);
if (process.send === undefined) console.log(`Entra emulator (not Microsoft)  ${emulator.url}`);
else process.send({ type: 'ready', url: emulator.url, environment: emulator.environment });
