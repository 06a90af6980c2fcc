import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Counts {
  readonly code: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures?: readonly { file: string; name: string; reason: string }[];
}

const scripts = new URL('../../infra/scripts/', import.meta.url);
const load = async (file: string): Promise<unknown> => import(new URL(file, scripts).href);
const { countTests, failureLines, sum, summaryLine, verdict } = (await load('test-run/summary.mjs')) as {
  countTests(code: number, report: object): Counts;
  failureLines(counts: Counts, folder: string): string[];
  sum(results: readonly Counts[]): Counts;
  summaryLine(counts: Counts): string;
  verdict(counts: Counts, options: { requireAll: boolean }): { code: number; reason?: string };
};
const { readOptions } = (await load('test-run/options.mjs')) as {
  readOptions(args: readonly string[]): { on: string[]; also: string[]; rest: string[] };
};
const { shortList } = (await load('test-run/short-list.mjs')) as { shortList: readonly string[] };
const { environmentFor } = (await load('other-node/environment.mjs')) as {
  environmentFor(program: string, environment: Record<string, string>): Record<string, string>;
};
const { packageOf } = (await load('other-node/table.mjs')) as {
  packageOf(major: string, machine?: string): { name: string; version: string } | undefined;
};

const good = { code: 0, passed: 40, failed: 0, skipped: 0 };

describe('npm test on several Nodes', () => {
  it('takes --node and --also for itself and leaves the rest to Vitest', () => {
    expect(readOptions(['--node', '22,24', 'libs/totp', '-t', 'window'])).toEqual({
      on: ['22', '24'],
      also: [],
      rest: ['libs/totp', '-t', 'window'],
    });
    expect(readOptions(['--also=22'])).toEqual({ on: [], also: ['22'], rest: [] });
  });

  it.each([[['--node', '19']], [['--also']], [['--node', '22,']]])('refuses %j with a sentence', (args) => {
    const script = fileURLToPath(new URL('test.mjs', scripts));
    const { status, stderr, stdout } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Use --node or --also with one or several of 20, 22, 24, separated by commas\.$/m);
    expect(stdout).toBe('');
  });

  it('adds the runs up in one line', () => {
    const total = sum([good, { code: 1, passed: 38, failed: 2, skipped: 0 }]);
    expect(summaryLine(total)).toBe('78 passed, 2 failed');
    expect(verdict(total, { requireAll: true }).code).toBe(1);
    expect(verdict(sum([good, good]), { requireAll: true })).toEqual({ code: 0 });
  });

  it('names at the end what failed, and why, also a file that could not be loaded', () => {
    const tests = [
      { status: 'passed', fullName: 'burns' },
      { status: 'failed', fullName: 'verifies', failureMessages: ['Error: no code\n  at line 1'] },
    ];
    const report = {
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [
        { name: '/depot/a.test.ts', status: 'failed', message: '', assertionResults: tests },
        { name: '/depot/b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
      ],
    };
    const total = sum([good, countTests(1, report)]);
    expect(summaryLine(total)).toBe('41 passed, 2 failed');
    expect(failureLines(total, '/depot')).toEqual([
      'failed: a.test.ts › verifies: Error: no code',
      'failed: b.test.ts: Cannot find module',
    ]);
  });

  it('fails when one of them executed nothing, or skipped what may not be left out', () => {
    const nothing = sum([good, { code: 0, passed: 0, failed: 0, skipped: 0 }]);
    expect(summaryLine(nothing)).toBe('40 passed, 1 failed');
    expect(verdict(nothing, { requireAll: false }).code).toBe(1);
    expect(verdict(sum([good, { ...good, skipped: 1 }]), { requireAll: true }).code).toBe(1);
  });

  it('has a short list that names only what is there, seen from the root', () => {
    const root = fileURLToPath(new URL('../../', scripts));
    const projects = shortList.filter((each) => each.startsWith('--project='));
    expect(projects).toEqual(['--project=units', '--project=screens', '--project=depot']);
    for (const path of shortList.filter((each) => !each.startsWith('--'))) {
      expect(path).not.toMatch(/^[/\\]/);
      expect(existsSync(join(root, path)), path).toBe(true);
    }
    expect(shortList).toEqual(expect.arrayContaining(['libs/', 'apps/']));
  });

  it('puts that Node first on the path, and keeps the packages of the one that began', () => {
    const environment = environmentFor('/nodes/22/bin/node', { PATH: '/usr/bin' });
    expect(environment).toMatchObject({
      PATH: '/nodes/22/bin:/usr/bin',
      NODE: '/nodes/22/bin/node',
      DEPOT_PACKAGES_OF_NODE: process.versions.node.split('.')[0],
    });
    const nested = environmentFor('/nodes/24/bin/node', environment);
    expect(nested['DEPOT_PACKAGES_OF_NODE']).toBe(environment['DEPOT_PACKAGES_OF_NODE']);
  });

  it('knows exact versions only, and says where the registry has none', () => {
    for (const major of ['20', '22', '24'])
      expect(packageOf(major, 'linux-x64')?.version).toMatch(new RegExp(`^${major}\\.\\d+\\.\\d+$`));
    expect(packageOf('22', 'sunos-sparc')).toBeUndefined();
  });
});
