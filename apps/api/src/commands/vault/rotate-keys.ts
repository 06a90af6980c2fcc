import { setTimeout as sleep } from 'node:timers/promises';
import { json } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { KeyRotationView } from '@depot/contracts';
import { CommandRefused } from '../command.js';
import type { Command } from '../command.js';
import { askRunningDepot, depotOptions } from './running-depot.js';

const lookMs = 500;

/** Ends when everything is wrapped by the new keys; the depot destroys the old ones by itself. */
export const rotateKeys: Command = {
  words: ['vault', 'rotate'],
  takes: '--reason TEXT [--url ADDRESS] [--ca FILE]',
  about:
    'Replaces the keys that wrap seeds and secrets while the depot runs. Stopped in the middle, it goes on by itself.',
  async run(args, { environment, print }) {
    const { values } = parseArgs({ args: [...args], options: { reason: { type: 'string' }, ...depotOptions } });
    const { reason } = values;
    if (reason === undefined || reason.trim() === '')
      throw new CommandRefused('Say why, with --reason: it goes on the record.');
    const depot = await askRunningDepot(environment, values);
    try {
      let view = KeyRotationView.parse(await json(await depot.post('vault/rotation', { reason })));
      print(`New keys are in force. ${String(view.keys.length)} old ones go: ${view.keys.join(' ')}`);
      while (view.state === 'rewrapping') {
        await sleep(lookMs);
        view = KeyRotationView.parse(await json(await depot.get('vault/rotation')));
      }
      print(
        view.until === null
          ? 'The old keys are destroyed.'
          : `Nothing is wrapped by the old keys any more. The depot destroys them by itself after ${view.until}.`,
      );
      return 0;
    } finally {
      await depot.close();
    }
  },
};
