import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from '../setup/root.mjs';
import { pinned } from './pinned.mjs';

const agent = 'apps/kiosk-agent';
/** Ours, which no registry has: they travel inside the package. */
const bundled = ['libs/contracts', 'libs/devices', 'libs/totp'];
/** What runs; no types, maps or tests. */
const isProgram = (name) => name.endsWith('.js') && !/\.(test|fixture)\.js$/.test(name);

const manifestOf = (workspace) => JSON.parse(readFileSync(inRoot(workspace, 'package.json'), 'utf8'));

/** Lays the agent's npm package out in a folder, which is emptied first. Answers with its version. */
export function stage(folder) {
  rmSync(folder, { recursive: true, force: true });
  const { version } = manifestOf(agent);
  write(folder, agentManifest(version));
  copyPrograms(agent, folder);
  for (const workspace of bundled) {
    const { name, version, type, exports } = manifestOf(workspace);
    const place = join(folder, 'node_modules', name);
    // Without dependencies, which are the package's own: npm takes what a bundled package asks for as bundled too,
    // and leaves it empty.
    write(place, { name, version, license: 'MIT', type, exports: programsOf(exports) });
    copyPrograms(workspace, place);
  }
  for (const file of [inRoot('LICENSE'), inRoot(agent, 'README.md')]) {
    if (existsSync(file)) copy(file, join(folder, file.endsWith('.md') ? 'README.md' : 'LICENSE'));
  }
  return version;
}

function agentManifest(version) {
  const ours = bundled.map(manifestOf);
  const { dependencies, optionalDependencies } = pinned([agent, ...bundled]);
  const { engines, license } = manifestOf('.');
  return {
    name: 'token-depot-agent',
    version,
    description: 'The program beside the token readers of a Token Depot.',
    license,
    type: 'module',
    engines,
    bin: { 'token-depot-agent': 'dist/main.js' },
    dependencies: { ...Object.fromEntries(ours.map(({ name, version }) => [name, version])), ...dependencies },
    optionalDependencies,
    bundleDependencies: ours.map(({ name }) => name),
  };
}

/** Types are not in the package. */
const programsOf = (exports) =>
  Object.fromEntries(Object.entries(exports).map(([path, { default: program }]) => [path, program]));

/** Those that still have a source: the compiler takes nothing away. */
function copyPrograms(workspace, place) {
  const [from, sources] = [inRoot(workspace, 'dist'), inRoot(workspace, 'src')];
  for (const name of readdirSync(from, { recursive: true }).filter(isProgram)) {
    if (existsSync(join(sources, name.replace(/js$/, 'ts')))) copy(join(from, name), join(place, 'dist', name));
  }
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  chmodSync(to, 0o644);
}

function write(folder, manifest) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'package.json');
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
  chmodSync(path, 0o644);
}
