import { installKey, installMatchesLock, installTime } from './lock-file.mjs';
import { npm } from './npm.mjs';
import { Refusal, say } from './script.mjs';
import { stamp } from './stamp.mjs';

/** Leaves node_modules as the lock file says, and does nothing when it already is. */
export async function ensureInstalled() {
  const installed = stamp('install');
  const key = installKey();
  if (installed.read() === key && installTime() > 0) return;
  if (!installedByHand(installed)) {
    say('Installing the packages this depot is built from (half a minute or so) …');
    installed.remove();
    if ((await npm(['ci'])).code !== 0)
      throw new Refusal('The packages could not be installed; npm gives the reason above.');
  }
  installed.write(key);
}

/** Somebody ran npm since our last install, or before the first one, and what it left is right. */
const installedByHand = (installed) => installTime() > installed.time() && installMatchesLock();
