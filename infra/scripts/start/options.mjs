import process from 'node:process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../setup/root.mjs';
import { Refusal } from '../setup/script.mjs';

const usage = 'Use: npm start [-- --no-sample] [--virtual N], where N is how many virtual tokens the drawer holds.';

/** What `npm start` was asked for, and the data folder that the API and the agent share. */
export function readOptions(args) {
  const { virtual = '2', 'no-sample': empty = false } = parse(args);
  if (!/^\d{1,2}$/.test(virtual)) throw new Refusal(usage);
  const data = resolve(root, process.env.DEPOT_DATA || '.depot');
  return { sample: empty ? 'none' : 'on-empty', virtual, data };
}

function parse(args) {
  try {
    return parseArgs({ args, options: { virtual: { type: 'string' }, 'no-sample': { type: 'boolean' } } }).values;
  } catch {
    throw new Refusal(usage);
  }
}
