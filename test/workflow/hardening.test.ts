import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { Problem, SeedFileView } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { readOperations } from '../access/operations.js';
import { settledSeedFile } from '../depot/seed-files.js';
import { useLine } from './line.fixture.js';
import { sendThenListen } from './send-then-listen.js';

const line = useLine({ stations: [] });

const page = '<!doctype html><script>alert(document.cookie)</script>';

/** Sends a body piece by piece, without saying before how long it will be. */
function inPieces(path: string, body: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${line.depot.url}${path}`, { method: 'POST', headers }, (answer) => {
      resolve(answer.statusCode ?? 0);
      answer.resume();
    });
    sent.on('error', reject);
    sent.write(body.slice(0, body.length / 2));
    sent.end(body.slice(body.length / 2));
  });
}

describe('the depot’s answers', () => {
  it('allow no script and no style but its own files, no frame, and no guessing of types', async () => {
    for (const path of ['/', '/api/health', '/api/jobs', '/nothing/here', '/agent.tgz']) {
      const { headers } = await fetch(`${line.depot.url}${path}`);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("style-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      // It is plain http here: a browser must not be told never to come by it again.
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  it('have a page that needs none of what the policy forbids', async () => {
    const html = await (await fetch(line.depot.url)).text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=|javascript:/i);
  });

  it('tell a wrong name from a wrong password in no word', async () => {
    const told = await Promise.all(
      ['admin', 'nobody.here'].map(async (name) => {
        const answer = await fetch(`${line.depot.url}/api/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ name, password: 'a wrong one' }),
        });
        const { instance: _, ...problem } = (await answer.json()) as Problem;
        return { status: answer.status, problem };
      }),
    );
    expect(told[0]).toEqual(told[1]);
    expect(told[0]).toMatchObject({ status: 401, problem: { code: 'sign-in-refused' } });
  });

  it('take as long for a name that is not there as for a wrong password', async () => {
    const time = async (name: string, tries: number): Promise<number> => {
      const before = performance.now();
      await fetch(`${line.depot.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, password: `wrong ${String(tries)}` }),
      });
      return performance.now() - before;
    };
    // In turn, so that whatever else the machine does meanwhile lasts as long for both.
    let [there, notThere] = [Infinity, Infinity];
    for (let tries = 0; tries < 4; tries += 1) {
      there = Math.min(there, await time('manager', tries));
      notThere = Math.min(notThere, await time('nobody.there', tries));
    }
    // Without the hash it would be a twentieth.
    expect(notThere).toBeGreaterThan(there / 4);
  });
});

describe('the depot’s doors', () => {
  it('take from strangers no body longer than 64 KiB, however it comes', async () => {
    const strangers = (await readOperations(line.depot.url)).filter(
      ({ access, body }) => access === 'public' && body !== null,
    );
    expect(strangers.length).toBeGreaterThanOrEqual(4);
    for (const { path } of strangers) {
      const headers = { 'content-type': 'application/json' };
      const long = JSON.stringify({ code: 'x'.repeat(70_000) });
      const answer = await fetch(`${line.depot.url}${path}`, { method: 'POST', headers, body: long });
      expect(`${path} ${String(answer.status)}`).toBe(`${path} 413`);
      expect(((await answer.json()) as Problem).code).toBe('too-large');
      expect(`${path} ${String(await inPieces(path, long, headers))}`).toBe(`${path} 413`);
    }
  });

  it('take from staff no more than 16 MiB at once', async () => {
    const { cookie } = line.depot.clients.manager;
    const body = JSON.stringify({ name: 'Long', route: 'qr', csv: 'x'.repeat(17 * 1024 * 1024) });
    const headers = { cookie, 'content-type': 'application/json' };
    const answer = await sendThenListen(`${line.depot.url}/api/batches/rehearsal`, headers, Buffer.from(body));
    expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*"code":"too-large"/);
  });

  it('never give an upload back as a page: neither its name, nor its rows, nor its type', async () => {
    const { admin } = line.depot.clients;
    const name = `"><img src=x onerror=alert(1)>\r\nx.html`;
    const file = `upn,serial number,secret key,time interval,manufacturer,model\n,${page},${page},30,x,y\n`;
    const { id } = await admin.send<SeedFileView>(
      `seed-files?name=${encodeURIComponent(name)}`,
      file,
      'application/octet-stream',
    );
    await settledSeedFile(admin, id);
    const { cookie } = admin;
    for (const [method, path] of [
      ['GET', 'seed-files'],
      ['GET', `seed-files/${id}`],
      ['POST', `seed-files/${id}/bad-rows`],
    ] as const) {
      const answer = await fetch(`${line.depot.url}/api/${path}`, { method, headers: { cookie } });
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-type')).not.toMatch(/html|svg|xml/);
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
      if (method === 'POST' && answer.ok)
        expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
    }
    // Nowhere is what was uploaded at an address of its own.
    const digest = createHash('sha256').update(file).digest('hex');
    for (const path of [`/${id}`, `/assets/${id}`, `/uploads/${id}`, `/api/seed-files/${id}/content`, `/${digest}`])
      expect((await fetch(`${line.depot.url}${path}`, { headers: { cookie } })).status).toBe(404);
  });

  it('serve no file beside the screens, whatever the address says', async () => {
    for (const path of ['/..%2f..%2fpackage.json', '/%2e%2e/package.json', '/assets/..%5c..%5cpackage.json', '/.env']) {
      const answer = await fetch(`${line.depot.url}${path}`);
      expect([400, 403, 404]).toContain(answer.status);
      expect(await answer.text()).not.toContain('"workspaces"');
    }
  });
});
