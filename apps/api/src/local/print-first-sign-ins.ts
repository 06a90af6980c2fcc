import type { FirstSignIn } from './first-people.js';

/** The one time the first passwords are shown; they are kept nowhere. */
export function printFirstSignIns(signIns: readonly FirstSignIn[]): void {
  if (signIns.length === 0) return;
  console.log('First start. One person for each role; these passwords are shown this once:\n');
  for (const { name, password } of signIns) console.log(`  ${name.padEnd(10)} ${password}`);
  console.log('');
}
