import { expect, test } from 'vitest';
import { openLog } from './log.js';

test('the agent’s lines have the depot’s shape, and show what bytes and errors are, not what they hold', () => {
  let text = '';
  const log = openLog('trace', { process: 'bench', to: { write: (line) => (text += line) } });
  const bytes = new TextEncoder().encode('PLANTEDSEEDPLANTEDSE');
  const error = Object.assign(new Error('The card answered “PLANTEDSEED”'), { bytes });
  log
    .child({ order: 'sample', bytes })
    .error({ err: error, sealed: 'PLANTEDSEED', code: 'link-lost' }, 'A burn broke off');
  const line = JSON.parse(text) as Record<string, unknown>;
  expect(line).toMatchObject({ level: 'error', service: 'depot-agent', process: 'bench', order: 'sample' });
  expect(line).toMatchObject({ bytes: '[20 bytes]', sealed: '[redacted]', code: 'link-lost', msg: 'A burn broke off' });
  expect(line['err']).toMatchObject({ type: 'Error', message: 'The card answered “…”' });
  expect(text).not.toMatch(/PLANTED|80,76,65/);
});
