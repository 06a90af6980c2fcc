import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DockerfileParser } from 'dockerfile-ast';
import type { Copy, Instruction } from 'dockerfile-ast';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../depot/free-port.js';
import { leftOut } from '../depot/left-out.js';
import { startProgram } from '../depot/program.js';
import type { Program } from '../depot/program.js';
import { inRepository, textOf } from './repository.js';

const run = promisify(execFile);
/** Beside this Node, as in the image: nothing is asked for but the registry. */
const nodeFolder = dirname(dirname(process.execPath));
const hasHeaders = existsSync(join(nodeFolder, 'include', 'node', 'node.h'));
const lacking = leftOut('softhsm2', 'g++', 'make', 'python3') || !hasHeaders;

/** The instructions that make what runs, of the stages `source` and `packages` and of the last one. */
function instructions(): Instruction[] {
  let stage: string | null = null;
  return DockerfileParser.parse(textOf('infra/container/Containerfile'))
    .getInstructions()
    .filter((instruction) => {
      if (instruction.getKeyword() === 'FROM')
        stage = /\bAS (\w+)/.exec(instruction.getArgumentsContent() ?? '')?.[1] ?? null;
      return stage !== 'build';
    });
}

describe.skipIf(lacking)('what the image holds, laid out by the container file’s own instructions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  const depot = join(folder, 'depot');
  const running: Program[] = [];

  /** What `build` makes is there, where these tests run; the packages are what they are in the image, from the stage before. */
  function copy(instruction: Copy): void {
    const from = instruction.getFromFlag()?.getValue();
    if (from === 'packages') return;
    const paths = instruction.getArguments().map((argument) => argument.getValue());
    for (const path of paths.slice(0, -1)) {
      const source = path.replace(/^\/depot\//, '');
      const to = from === 'build' ? source : join(paths.at(-1) ?? '', source.split('/').at(-1) ?? '');
      cpSync(inRepository(source), join(depot, to), { recursive: true });
    }
  }
  async function start(settings: Readonly<Record<string, string>>): Promise<Program> {
    const program = startProgram(join(depot, 'apps/api/dist/bundle/main.js'), [], {
      DEPOT_PORT: String(await freePort()),
      DEPOT_DATA: join(folder, 'data'),
      DEPOT_KEYRING: join(folder, 'keyring.json'),
      SOFTHSM2_CONF: join(folder, 'softhsm2.conf'),
      ...settings,
    });
    running.push(program);
    return program;
  }

  beforeAll(async () => {
    mkdirSync(depot);
    const env = { ...process.env, NODE_ENV: '', npm_config_nodedir: nodeFolder };
    for (const instruction of instructions()) {
      const what = instruction.getArgumentsContent() ?? '';
      if (instruction.getKeyword() === 'COPY') copy(instruction as Copy);
      else if (/^npm /.test(what)) await run('sh', ['-c', what], { cwd: depot, env });
    }
    mkdirSync(join(folder, 'tokens'));
    writeFileSync(
      join(folder, 'softhsm2.conf'),
      `directories.tokendir = ${join(folder, 'tokens')}\nlog.level = ERROR\n`,
    );
    writeFileSync(join(folder, 'pin'), '8641-2975\n', { mode: 0o600 });
    const pins = ['--so-pin', '0000-1111', '--pin', '8641-2975'];
    const environment = { ...process.env, SOFTHSM2_CONF: join(folder, 'softhsm2.conf') };
    const token = ['--init-token', '--free', '--label', 'depot', ...pins];
    execFileSync('softhsm2-util', token, { stdio: 'ignore', env: environment });
  }, 600_000);
  afterAll(async () => {
    await Promise.all(running.map((program) => program.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts, with its keyring sealed by a key in a PKCS #11 token, and serves screens and agent', async () => {
    const program = await start({
      DEPOT_KEY_SOURCE: 'pkcs11',
      DEPOT_PKCS11_MODULE: '/usr/lib/softhsm/libsofthsm2.so',
      DEPOT_PKCS11_TOKEN: 'depot',
      DEPOT_PKCS11_PIN_FILE: join(folder, 'pin'),
    });
    const { url } = await program.announced<{ type: 'ready'; url: string }>('ready');
    const statuses = ['/api/health/live', '/', '/agent.tgz'].map(async (path) => (await fetch(`${url}${path}`)).status);
    expect(await Promise.all(statuses)).toEqual([200, 200, 200]);
    expect(await program.stop()).toBe(0);
    const without = await start({});
    expect(await without.ended).not.toBe(0);
    expect(without.output()).toMatch(/Set DEPOT_KEY_SOURCE=pkcs11/);
  }, 300_000);

  it('has nothing that is only for building or testing', () => {
    for (const absent of ['vite', 'svelte', 'vitest', 'eslint', 'playwright-core'])
      expect(existsSync(join(depot, 'node_modules', absent)), absent).toBe(false);
    expect(existsSync(join(depot, 'apps/api/src'))).toBe(false);
  });
});
