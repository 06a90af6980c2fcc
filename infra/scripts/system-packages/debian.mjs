import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { run } from '../setup/run.mjs';
import { file } from './probe.mjs';

const policy = '/usr/sbin/policy-rc.d';

/** Whether we may install packages here: root, on Debian or one of its children. */
export function canInstall() {
  if (process.getuid?.() !== 0 || !file('/usr/bin/apt-get')() || !existsSync('/etc/os-release')) return false;
  return /^(ID|ID_LIKE)=.*\bdebian\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Installs packages and starts none of their services. Failing is not an error here: the probes decide afterwards. */
export async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const aptGet = (args) => run('apt-get', args, { env, output: 'stderr' });
  const allowServices = forbidServices();
  try {
    await aptGet(['update', '-qq']);
    await aptGet(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  } finally {
    allowServices();
  }
}

/** Debian starts a server as soon as it is installed, unless this file says no (101). A file already there stays. */
function forbidServices() {
  if (existsSync(policy)) return () => {};
  try {
    writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  } catch {
    // A read-only place: the services then start, which no test minds.
  }
  return () => rmSync(policy, { force: true });
}
