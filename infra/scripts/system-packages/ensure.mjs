import { Refusal, say } from '../setup/script.mjs';
import { canInstall, install } from './debian.mjs';
import { missingPackages } from './table.mjs';

/** Installs what the tests need where it may, and answers with the names of what is still missing. */
export async function ensureSystemPackages({ requireAll }) {
  const wanted = missingPackages().map(({ debian }) => debian);
  if (wanted.length > 0 && canInstall()) {
    say(`Installing what the tests need from the system: ${wanted.join(', ')} …`);
    await install(wanted);
  }
  const missing = missingPackages();
  for (const { debian, leftOut } of missing) say(`${debian} is not installed. Left out: ${leftOut}.`);
  if (missing.length > 0 && requireAll)
    throw new Refusal('Here nothing may be left out: install these packages first.');
  return missing.map(({ debian }) => debian);
}
