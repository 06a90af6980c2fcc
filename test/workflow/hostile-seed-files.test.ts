import { execFileSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Problem } from '@depot/contracts';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { rehearseSeedFile } from '../depot/seed-files.js';
import { useLine } from './line.fixture.js';
import { sendThenListen } from './send-then-listen.js';

const line = useLine({});
const megabyte = 1024 * 1024;
/** The same each time: of what is random, one in 26 begins like a PGP message. */
const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(megabyte));

/** Uploads a gigabyte of this, as far as it is let in. @returns the answer, and how many megabytes were sent */
async function sendGigabyte(
  piece: Uint8Array,
  declared?: number,
): Promise<{ status: number; problem: Problem; sent: number }> {
  const { url, clients } = line.depot;
  const headers = { cookie: clients.admin.cookie, 'content-type': 'application/octet-stream' };
  const length = declared === undefined ? {} : { 'content-length': String(declared) };
  const call = request(`${url}/api/seed-files`, { method: 'POST', headers: { ...headers, ...length } });
  // The line is cut once the answer is on its way.
  call.on('error', () => undefined);
  const answered = once(call, 'response') as Promise<[IncomingMessage]>;
  const upload = { isOpen: true };
  void answered.then(() => (upload.isOpen = false));
  let sent = 0;
  while (sent < 1024 && upload.isOpen) {
    sent += 1;
    if (!call.write(piece)) await Promise.race([once(call, 'drain'), answered, wait(2000)]);
  }
  const [response] = await answered;
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += String(part);
  call.destroy();
  return { status: response.statusCode ?? 0, problem: JSON.parse(text) as Problem, sent };
}

describe('a hostile seed file is refused by name', () => {
  it.each([
    [
      'that multiplies text (an XML bomb)',
      `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><KeyContainer>&b;</KeyContainer>`,
    ],
    [
      'that fetches another (an external entity)',
      `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]><KeyContainer>&a;</KeyContainer>`,
    ],
  ])('%s', async (_what, text) => {
    const refused = await rehearseSeedFile(line.depot.clients.admin, text);
    expect(refused.status).toBe('refused');
    expect(refused.refusal).toMatch(/declares a document type.*ask the vendor/);
  });

  it.skipIf(leftOut('zip'))('that unpacks to a gigabyte (a zip bomb)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bomb-'));
    try {
      const file = join(folder, 'bomb.csv');
      writeFileSync(file, 'upn,serial number,secret key,time interval\n'.padEnd(200 * megabyte, '\n'));
      execFileSync('zip', ['-q', '-j', `${file}.zip`, file]);
      const refused = await rehearseSeedFile(line.depot.clients.admin, new Uint8Array(readFileSync(`${file}.zip`)));
      expect(refused.status).toBe('refused');
      expect(refused.refusal).toMatch(/holds more than 128 MB.*zip bomb/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('that is the image of a disk, also to a sender who listens only when all is sent', async () => {
    const image = Buffer.concat(Array.from({ length: 100 }, () => noise));
    const { cookie } = line.depot.clients.admin;
    const headers = { cookie, 'content-type': 'application/octet-stream' };
    const answer = await sendThenListen(`${line.depot.url}/api/seed-files`, headers, image);
    expect(answer).toMatch(/^HTTP\/1\.1 422 [^]*seed-file-refused[^]*neither/);
  });

  it('that is a gigabyte of noise, which is not read to its end', async () => {
    const { status, problem, sent } = await sendGigabyte(noise);
    expect({ status, code: problem.code }).toEqual({ status: 422, code: 'seed-file-refused' });
    expect(problem.detail).toMatch(/neither/);
    expect(sent).toBeLessThan(256);
  });

  it('that is a gigabyte of anything, before it comes where it says so', async () => {
    const { status, problem, sent } = await sendGigabyte(Buffer.alloc(megabyte, 'abcdefgh,\n'), 1024 * megabyte);
    expect({ status, code: problem.code }).toEqual({ status: 422, code: 'seed-file-refused' });
    expect(problem.detail).toMatch(/larger than 128 MB/);
    expect(sent).toBeLessThan(64);
  });
});
