import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { type Clock } from '../clock.js';
import { depotAddress } from '../pairing/depot-address.js';
import { failed, note, works, type Finding } from './finding.js';

const patienceMs = 5000;
/** A code may be a minute and a half off, and a token drifts on top of this. */
const tolerableSeconds = 10;

/** This machine's clock against the depot's: a token that is burned takes its time from here. */
export async function depotClock(
  { url: address, ca }: { url: string; ca?: string | undefined },
  clock: Clock,
): Promise<Finding> {
  const depot = depotAddress(address);
  const asked = clock();
  const date = await dateOf(new URL('/api/health/live', depot), ca).catch(() => null);
  if (date === null) return note(`The depot at ${depot.host} cannot be reached, so the clock was not compared`);
  // The header is cut to whole seconds, half a second too early on average; the answer was on its way for half the time.
  const ahead = Math.round((asked + clock()) / 2000 - (Date.parse(date) / 1000 + 0.5));
  const says = `This machine’s clock is ${describe(ahead)} the depot’s`;
  return Math.abs(ahead) <= tolerableSeconds
    ? works(says)
    : failed(`${says}: set it, for tokens take their time from it`);
}

/** The date that an answer bears. `ca`: PEM, in place of the public authorities */
function dateOf(url: URL, ca: string | undefined): Promise<string | null> {
  const options = { signal: AbortSignal.timeout(patienceMs), ...(ca === undefined ? {} : { ca }) };
  return new Promise((resolve, reject) => {
    const asked = (url.protocol === 'https:' ? secure : plain)(url, options, (answer) => {
      answer.resume();
      resolve(answer.headers.date ?? null);
    });
    asked.on('error', reject).end();
  });
}

function describe(ahead: number): string {
  if (Math.abs(ahead) <= 1) return 'the same as';
  return `${String(Math.abs(ahead))} s ${ahead > 0 ? 'ahead of' : 'behind'}`;
}
