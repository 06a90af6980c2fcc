import { mkdir, open, readFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { X509Certificate } from 'node:crypto';
import { issueFor, makeAuthority } from '../../platform/tls/private-authority.js';
import type { KeyedCertificate } from '../../platform/tls/private-authority.js';
import { CommandRefused } from '../command.js';
import type { Command } from '../command.js';

/** What browsers take at most from an authority of one's own. */
const mostDays = 825;
const authorityDays = 3650;

const options = {
  name: { type: 'string', multiple: true },
  ip: { type: 'string', multiple: true },
  days: { type: 'string', default: '397' },
  folder: { type: 'string', default: 'tls' },
  force: { type: 'boolean', default: false },
} as const;

/** For a first trial in a network of one's own: an authority, a certificate, and what to do with them. */
export const selfSigned: Command = {
  words: ['tls', 'self-signed'],
  takes: '[--name depot.example.org]… [--ip 192.0.2.7]… [--days 397] [--folder tls] [--force]',
  about: 'Makes a private authority and a certificate for the depot, for a first trial in a network of your own.',
  async run(args, { print }) {
    const { values } = parseArgs({ args: [...args], options });
    const days = Number(values.days);
    if (!Number.isInteger(days) || days < 1 || days > mostDays) {
      throw new CommandRefused(`--days is a number from 1 to ${String(mostDays)}: browsers take no longer ones.`);
    }
    const hosts = hostsOf(values.name, values.ip);
    const folder = resolve(values.folder);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const now = new Date();
    // The authority stays: whoever trusts it need not do so again for a new certificate.
    const known = await readAuthority(folder);
    const authority = known ?? (await makeAuthority(`Token Depot on ${hostname()}`, { now, days: authorityDays }));
    const made = await issueFor({ hosts, now, days }, authority);
    const file = (name: string): string => join(folder, name);
    const files: [string, string][] = [
      [file('depot.crt'), made.cert],
      [file('depot.key'), made.key],
      ...(known === null
        ? ([
            [file('ca.crt'), authority.cert],
            [file('ca.key'), authority.key],
          ] as [string, string][])
        : []),
    ];
    await writeAll(files, values.force);
    print(advice({ hosts, folder, days, fingerprint: new X509Certificate(authority.cert).fingerprint256 }));
    return 0;
  },
};

/** What was asked for; else what this machine is called, and its addresses. @throws CommandRefused */
function hostsOf(names: readonly string[] = [], ips: readonly string[] = []): string[] {
  const odd = names.find((name) => !/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(name));
  if (odd !== undefined) throw new CommandRefused('--name takes a host name, such as depot.example.org.');
  if (ips.some((ip) => isIP(ip) === 0)) throw new CommandRefused('--ip takes an address, such as 192.0.2.7.');
  const asked = [...names, ...ips];
  const own = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
  // Nobody calls a depot by a link-local address: it counts on one cable only.
  const all =
    asked.length > 0 ? asked : [hostname(), ...own.filter((address) => !address.toLowerCase().startsWith('fe80:'))];
  return [...new Set([...all, 'localhost', '127.0.0.1'])];
}

/** The authority that an earlier call has left; null where there is none. */
async function readAuthority(folder: string): Promise<KeyedCertificate | null> {
  const [cert, key] = await Promise.all(
    ['ca.crt', 'ca.key'].map((name) => readFile(join(folder, name), 'utf8').catch(() => null)),
  );
  return cert == null || key == null ? null : { cert, key };
}

/** Each for its owner alone. @throws CommandRefused where one is there already, before any is written */
async function writeAll(files: readonly (readonly [string, string])[], force: boolean): Promise<void> {
  for (const [file] of files) {
    const isThere = await readFile(file).then(
      () => true,
      () => false,
    );
    if (isThere && !force)
      throw new CommandRefused(`${file} is there already. Say --force to replace it, or name another --folder.`);
  }
  for (const [file, text] of files) {
    const handle = await open(file, 'w', 0o600);
    await handle.chmod(0o600);
    await handle.writeFile(text);
    await handle.close();
  }
}

function advice(made: { hosts: readonly string[]; folder: string; days: number; fingerprint: string }): string {
  const { hosts, folder, days, fingerprint } = made;
  return [
    `A certificate for ${hosts.join(', ')}, good for ${String(days)} days, is in ${folder}.`,
    '',
    'Start the depot with it:',
    `  DEPOT_TLS_CERT=${join(folder, 'depot.crt')}`,
    `  DEPOT_TLS_KEY=${join(folder, 'depot.key')}`,
    'Pair each agent with the authority, a copy of ca.crt beside it:',
    '  token-depot-agent pair --ca ca.crt --url https://… --code …',
    'Browsers warn until ca.crt is among the authorities of their computer. Compare its fingerprint (SHA-256) first:',
    `  ${fingerprint}`,
    'Keep ca.key where nobody else reads it: whoever has it can pose as this depot.',
  ].join('\n');
}
