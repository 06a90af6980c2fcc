import { type Clock } from '../clock.js';
import { depotAddress } from '../pairing/depot-address.js';
import { failed, note, works, type Finding } from './finding.js';

const patienceMs = 5000;
/** A code may be a minute and a half off, and a token drifts on top of this. */
const tolerableSeconds = 10;

/** This machine's clock against the depot's: a token that is burned takes its time from here. */
export async function depotClock(address: string, clock: Clock): Promise<Finding> {
  const depot = depotAddress(address);
  const asked = clock();
  const date = await fetch(new URL('/api/health/live', depot), { signal: AbortSignal.timeout(patienceMs) }).then(
    ({ headers }) => headers.get('date'),
    () => null,
  );
  if (date === null) return note(`The depot at ${depot.host} cannot be reached, so the clock was not compared`);
  // The header is cut to whole seconds, half a second too early on average; the answer was on its way for half the time.
  const ahead = Math.round((asked + clock()) / 2000 - (Date.parse(date) / 1000 + 0.5));
  const says = `This machine’s clock is ${describe(ahead)} the depot’s`;
  return Math.abs(ahead) <= tolerableSeconds
    ? works(says)
    : failed(`${says}: set it, for tokens take their time from it`);
}

function describe(ahead: number): string {
  if (Math.abs(ahead) <= 1) return 'the same as';
  return `${String(Math.abs(ahead))} s ${ahead > 0 ? 'ahead of' : 'behind'}`;
}
