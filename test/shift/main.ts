import { parseArgs } from 'node:util';
import { runShift } from './run-shift.js';

/** Exit 0 only where every token arrived or lies in a tray with a reason, none twice, and no page was stale for a second. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { jobs: { type: 'string', default: '200' }, seed: { type: 'string', default: '7' } },
  });
  const [jobs, seed] = [Number(values.jobs), Number(values.seed)];
  if (!Number.isInteger(jobs) || jobs < 2 || jobs > 500 || !Number.isInteger(seed)) {
    console.error('npm run shift -- [--jobs 200] [--seed 7]: 2 to 500 jobs, and a whole number as the seed.');
    return 2;
  }
  const { wrong, ...figures } = await runShift({
    jobs,
    seed,
    say: (what) => {
      process.stderr.write(`${what}\n`);
    },
  });
  console.log(JSON.stringify({ ...figures, wrong: wrong.length }));
  for (const sentence of wrong) console.error(sentence);
  return wrong.length === 0 && figures.staleMax <= 1000 ? 0 : 1;
}

process.exit(await main());
