import { packAgent } from '../agent-package/pack.mjs';
import { bundleApi, bundleScreens, compile } from './compile.mjs';
import { fingerprint } from './fingerprint.mjs';
import { lacksResults, parts } from './parts.mjs';
import { say } from './script.mjs';
import { stamp } from './stamp.mjs';

/** Builds the parts whose sources changed since their last build; all of them from scratch with `force`. */
export async function ensureBuilt({ force = false } = {}) {
  const programs = state('programs', force);
  const screens = state('screens', force);
  const agentPackage = state('agentPackage', force);
  if (!programs.due && !screens.due) return pack(agentPackage);
  say(
    `Building ${programs.due ? 'the programs' : ''}${programs.due && screens.due ? ' and ' : ''}${screens.due ? 'the screens' : ''} …`,
  );
  await compile(['libs/contracts', 'libs/totp'], { force: programs.fromScratch });
  // Both are waited for, so that neither still writes after we have said that the other failed.
  const results = await Promise.allSettled([
    programs.due && compile(['.'], { force: programs.fromScratch }).then(bundleApi).then(programs.done),
    screens.due && bundleScreens().then(screens.done),
  ]);
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  await pack(agentPackage);
}

/** For kiosks, out of the programs. */
async function pack(agentPackage) {
  if (!agentPackage.due) return;
  await packAgent();
  agentPackage.done();
}

function state(name, force) {
  const built = stamp(`build-${name}`);
  // Taken before the build: a source saved while it runs makes the next build due.
  const key = fingerprint(parts[name].sources);
  const fromScratch = force || lacksResults(parts[name]);
  const due = fromScratch || built.read() !== key;
  // Until it is done again: a build cut short must not pass for the one before it.
  if (due) built.remove();
  return { due, fromScratch, done: () => built.write(key) };
}
