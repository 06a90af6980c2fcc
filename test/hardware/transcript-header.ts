import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, release, type } from 'node:os';
import { delimiter } from 'node:path';
import { cutSerial, modelOf } from '@depot/devices';
import type { HardwareOptions } from './options.js';

/** The repository's root, seen from `test/dist/hardware/` and `test/hardware/` alike. */
const root = new URL(import.meta.url.includes('/dist/') ? '../../../' : '../../', import.meta.url);

function depotVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
  return version;
}

function system(): string {
  const kernel = `${type()} ${release()} ${arch()}`;
  try {
    const name = /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
    return name === undefined ? kernel : `${name}, ${kernel}`;
  } catch {
    return kernel;
  }
}

/** Of pcscd, where there is one. */
function service(): string {
  if (process.platform !== 'linux') return "the system's own service";
  const PATH = [process.env['PATH'] ?? '', '/usr/sbin', '/sbin'].join(delimiter);
  const { stdout } = spawnSync('pcscd', ['--version'], { encoding: 'utf8', env: { PATH }, timeout: 5000 });
  return /pcsc-lite version [0-9][0-9a-z.]*[0-9a-z]/.exec(stdout)?.[0] ?? 'a service of unknown version';
}

/** pcscd puts a reader's own serial in brackets into its name. */
const readerWithoutSerial = (reader: string): string => reader.replaceAll(/\([0-9A-Za-z]{5,}\)/g, '(serial cut)');

export interface HeaderFacts {
  readonly options: HardwareOptions;
  readonly binding: string;
  readonly reader: string;
  readonly date: Date;
  /** How it ended, in a few words. */
  readonly outcome: string;
}

/** The comments that a transcript begins with: what somebody needs who has only the file, and nothing of who sent it. */
export function transcriptHeader({ options, binding, reader, date, outcome }: HeaderFacts): string {
  const { serial, settings, molto } = options;
  const model =
    molto === null ? (modelOf(serial)?.name ?? 'of no known model') : `Molto2, profile ${String(molto.profile)}`;
  return [
    `Token Depot ${depotVersion()}, hardware test, ${date.toISOString().slice(0, 10)}`,
    `Token: ${model}, serial ${cutSerial(serial)} (zeros for its end)`,
    `Reader: ${readerWithoutSerial(reader)}`,
    `PC/SC: ${binding}, ${service()}`,
    `Node.js ${process.versions.node}, ${system()}`,
    `Set to ${settings.algorithm}, ${String(settings.period)} s, 6 digits`,
    `Outcome: ${outcome}`,
    'In brackets: what was cut, with its length in bytes. After each answer: how long it took.',
  ]
    .map((line) => `# ${line}\n`)
    .join('');
}
