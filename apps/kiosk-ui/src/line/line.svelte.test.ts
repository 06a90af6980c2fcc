import type { BenchView, JobView } from '@depot/contracts';
import { expect, it } from 'vitest';
import { Line } from './line.svelte';

it('counts what is left for the line: a caller’s QR job at the same station is none of its own', () => {
  const line = new Line('a station', () => 0);
  const job = (route: JobView['route'], state: JobView['state']) => ({ route, state }) as JobView;
  line.reading.value = {
    jobs: [job('own-seed', 'verifying'), job('import', 'packing'), job('own-seed', 'packed'), job('qr', 'confirming')],
    waitingOf: { 'own-seed': 3, import: 1, qr: 5 },
  } as unknown as BenchView;
  expect(line.left).toBe(6);
});
