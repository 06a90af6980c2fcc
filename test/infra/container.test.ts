import { existsSync } from 'node:fs';
import { DockerfileParser } from 'dockerfile-ast';
import type { Copy } from 'dockerfile-ast';
import { describe, expect, it } from 'vitest';
import { inRepository, settingNames, textOf } from './repository.js';

const file = DockerfileParser.parse(textOf('infra/container/Containerfile'));
const instructions = file.getInstructions();

function named(keyword: string): string[] {
  return instructions
    .filter((instruction) => instruction.getKeyword() === keyword)
    .map((instruction) => instruction.getArgumentsContent() ?? '');
}

/** Whether `.dockerignore` lets a path of the repository through: the last line that fits decides. */
function isSent(path: string): boolean {
  let sent = true;
  for (const line of textOf('.dockerignore').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const pattern = line.replace(/^!/, '');
    const look = pattern
      .split('/')
      .map((part) => (part === '**' ? '(?:[^/]+/)*' : `${part.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}/`));
    if (new RegExp(`^${look.join('')}`).test(`${path}/`)) sent = line.startsWith('!');
  }
  return sent;
}

describe('the container file', () => {
  it('has nothing but instructions that exist', () => {
    const keywords = new Set(instructions.map((instruction) => instruction.getKeyword()));
    expect([...keywords].sort()).toEqual(
      ['CMD', 'COPY', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'RUN', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'].sort(),
    );
  });

  it('stands on bases of a full version, on a Node that the project runs on; built with compilers, run without', () => {
    const images = new Map(file.getFROMs().map((from) => [from.getBuildStage() ?? '', from.getImage() ?? '']));
    const [, version = ''] = /^node:(\d+\.\d+\.\d+-bookworm)$/.exec(images.get('source') ?? '') ?? [];
    expect(Number.parseInt(version)).toBeGreaterThanOrEqual(20);
    expect(Object.fromEntries(images)).toEqual({
      source: `node:${version}`,
      build: 'source',
      packages: 'source',
      // The same Debian and Node: what was compiled for the one runs on the other.
      '': `node:${version}-slim`,
    });
  });

  it('ends as a user that is not root, with nothing changed afterwards', () => {
    expect(named('USER')).toEqual(['node']);
    const after = instructions
      .slice(instructions.findIndex((one) => one.getKeyword() === 'USER'))
      .map((one) => one.getKeyword());
    expect(after).not.toContain('RUN');
    expect(after).not.toContain('COPY');
  });

  it('copies files that are there and that the build is sent, and fetches nothing by address', () => {
    const copies = instructions.filter((instruction) => instruction.getKeyword() === 'COPY') as Copy[];
    const fromHere = copies.filter((copy) => copy.getFromFlag() === null);
    const sources = fromHere.flatMap((copy) =>
      copy
        .getArguments()
        .slice(0, -1)
        .map((argument) => argument.getValue()),
    );
    expect(sources).toContain('package-lock.json');
    for (const source of sources) {
      expect(existsSync(inRepository(source)), source).toBe(true);
      expect(isSent(source), source).toBe(true);
    }
    for (const path of [
      'node_modules',
      '.depot',
      'apps/api/dist',
      'apps/api/node_modules',
      'infra/compose/secrets',
      '.git',
    ])
      expect(isSent(path), path).toBe(false);
    for (const run of named('RUN')) expect(run).not.toMatch(/https?:|curl|wget/);
  });

  it('installs what the lock file says, for running without what is only for building', () => {
    const installs = named('RUN').filter((run) => run.startsWith('npm ci'));
    expect(installs).toHaveLength(2);
    for (const install of installs) expect(install).toMatch(/^npm ci --ignore-scripts/);
    expect(installs[1]).toMatch(/--omit=dev/);
  });

  it('runs the script of one package alone, which compiles it against the image’s own headers, and fails where that failed', () => {
    const others = named('RUN').filter((run) => run.startsWith('npm') && !run.startsWith('npm ci'));
    expect(others).toEqual([`npm rebuild pkcs11js && node --eval "require('pkcs11js')"`]);
    expect(named('ENV')[0]).toBe('npm_config_nodedir=/usr/local');
  });

  it('sets only what the API reads, and asks it whether it lives', async () => {
    const names =
      named('ENV')
        .join(' ')
        .match(/[A-Z_]+(?==)/g) ?? [];
    const known = await settingNames();
    for (const name of names.filter((name) => name !== 'NODE_ENV')) expect(known).toContain(name);
    expect(names).toHaveLength(5);
    expect(named('HEALTHCHECK')[0]).toContain('/api/health/live');
  });
});
