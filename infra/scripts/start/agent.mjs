import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { inRoot } from '../setup/root.mjs';
import { say } from '../setup/script.mjs';
import { children } from './children.mjs';

const program = inRoot('apps/kiosk-agent/dist/main.js');
const longestPause = 10;
/** Seconds after which a run counts as a good one, and the next pause is short again. */
const goodRun = 60;

/** A private authority's certificate beside the depot's own, as `depot tls self-signed` leaves it, is whom the agent trusts. */
function trust() {
  const { DEPOT_TLS_CERT } = process.env;
  const ca = DEPOT_TLS_CERT && join(dirname(DEPOT_TLS_CERT), 'ca.crt');
  return ca && existsSync(ca) ? ['--ca', ca] : [];
}

/** The station whose keys lie in the agent's folder; null where there are none, as in a folder that was restored. */
export function pairedStation({ data }) {
  try {
    const { stationId } = JSON.parse(readFileSync(join(data, 'agent', 'identity.json'), 'utf8'));
    return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(stationId) ? stationId : null;
  } catch {
    return null;
  }
}

/** Gives the agent its place in the depot. The code is a secret: it travels by environment, which `ps` does not show. */
export async function pairAgent({ data }, { url, code }) {
  const args = [program, 'pair', '--url', url, '--name', 'Local station', '--folder', join(data, 'agent'), ...trust()];
  return (await children.start(args, { env: { DEPOT_PAIRING_CODE: code } }).exited) === 0;
}

/** Runs the agent for as long as the depot runs, with a pause of 1 to 10 seconds when it ends by itself. */
export async function keepAgentRunning({ data, virtual }, { url, onReady }) {
  const args = [program, 'run', '--url', url, '--folder', join(data, 'agent')];
  if (virtual !== null) args.push('--virtual', virtual);
  const onMessage = (message) => message?.type === 'ready' && onReady(message);
  for (let seconds = 1; !children.stopping; seconds = Math.min(seconds * 2, longestPause)) {
    const begun = Date.now();
    const code = await children.start(args, { env: {}, onMessage }).exited;
    if (children.stopping) return;
    if (Date.now() - begun > goodRun * 1000) seconds = 1;
    say(`The kiosk agent ended (exit code ${code}); it is started again in ${seconds} s.`);
    await pause(seconds * 1000, undefined, { ref: false });
  }
}
