import process from 'node:process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../setup/root.mjs';
import { Refusal } from '../setup/script.mjs';

const usage =
  'Use: npm start [-- --no-sample] [--virtual N | --readers pcsc]: N virtual readers (2), or those of this computer.';

/** What `npm start` was asked for, and the data folder that the API and the agent share. `virtual` is null for real readers. */
export function readOptions(args) {
  const { virtual: count, readers = 'virtual', 'no-sample': empty = false } = parse(args);
  if (!['virtual', 'pcsc'].includes(readers) || (readers === 'pcsc' && count !== undefined)) throw new Refusal(usage);
  const virtual = readers === 'pcsc' ? null : (count ?? '2');
  if (virtual !== null && !/^\d{1,2}$/.test(virtual)) throw new Refusal(usage);
  const data = resolve(root, process.env.DEPOT_DATA || '.depot');
  return { sample: empty ? 'none' : 'on-empty', virtual, data };
}

function parse(args) {
  try {
    const text = { type: 'string' };
    return parseArgs({ args, options: { virtual: text, readers: text, 'no-sample': { type: 'boolean' } } }).values;
  } catch {
    throw new Refusal(usage);
  }
}
