import { join } from 'node:path';
import type { FactorOffer, FactorView, Me, PersonRow, PersonView, RecoveryCodes, Role } from '@depot/contracts';
import { stepAt } from '@depot/totp';
import { describe, expect, it } from 'vitest';
import { bytesIn } from '../depot/bytes-in.js';
import { Client } from '../depot/client.js';
import { leftOut } from '../depot/left-out.js';
import { Finder } from '../leaks/finder.js';
import { depotCommand } from '../workflow/audit.fixture.js';
import { useLine } from '../workflow/line.fixture.js';
import { enter, newAddress, tryDoor } from './at-the-door.js';
import { Authenticator } from './authenticator.js';
import { depotCommandAtTerminal } from './command-at-terminal.js';

const line = useLine({ stations: [], environment: { DEPOT_TRUST_PROXY: 'loopback', DEPOT_LOG_LEVEL: 'trace' } });
const password = 'a long enough password';

interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly browser: Client;
}

async function somebody(name: string, role: Role = 'operator'): Promise<Somebody> {
  const { id } = await line.depot.clients.admin.post<PersonView>('people', { name, password, roles: [role] });
  return { id, name, browser: await enter(line.depot.url, { name, password }) };
}

/** With a second factor set up. */
async function withFactor(
  name: string,
  role: Role = 'operator',
): Promise<Somebody & { app: Authenticator; codes: string[] }> {
  const person = await somebody(name, role);
  const app = new Authenticator(await person.browser.post<FactorOffer>('session/second-factor/offer', { password }));
  const { codes } = await person.browser.post<RecoveryCodes>('session/second-factor/confirm', { code: app.next() });
  return { ...person, app, codes };
}

const door = (name: string, more: { password?: string; code?: string } = {}, address = newAddress()) =>
  tryDoor(line.depot.url, { name, password, ...more }, address);

describe('a second factor', () => {
  it.skipIf(leftOut('oathtool'))(
    'shows the codes that oathtool shows for the typed key, and the QR code carries the same key',
    async () => {
      const { browser, name } = await somebody('set.up');
      const offer = await browser.post<FactorOffer>('session/second-factor/offer', { password });
      const app = new Authenticator(offer);
      const uri = new URL(offer.uri);
      expect(uri.searchParams.get('secret')).toBe(app.key);
      expect(decodeURIComponent(uri.pathname)).toContain(`Token Depot:${name}`);
      expect(app.secret).toHaveLength(20);
      const now = Math.floor(Date.now() / 1000);
      expect(app.byOathtool(now)).toBe(app.at(stepAt(now, 30)));
      await browser.post('session/second-factor/confirm', { code: app.byOathtool(now) });
      expect(await browser.get<FactorView>('session/second-factor')).toMatchObject({ codesLeft: 10, required: false });
    },
  );

  it('is set up by who says once more who they are, and counts once a code has confirmed it', async () => {
    const { browser, name } = await somebody('careful');
    const refused = await browser.problem(browser.post('session/second-factor/offer', { password: 'not this one' }));
    expect(refused).toMatchObject({ code: 'oneself-refused', status: 422 });
    const app = new Authenticator(await browser.post<FactorOffer>('session/second-factor/offer', { password }));
    // Not confirmed: the password alone still lets them in.
    expect((await door(name)).status).toBe(200);
    const wrong = await browser.problem(browser.post('session/second-factor/confirm', { code: app.wrong() }));
    expect(wrong.code).toBe('factor-code');
    await browser.post('session/second-factor/confirm', { code: app.next() });
    expect((await door(name)).status).toBe(401);
    const twice = await browser.problem(browser.post('session/second-factor/offer', { password }));
    expect(twice.code).toBe('factor-there');
  });

  it('is answered like a wrong password when it is wrong, missing or used, to the last letter', async () => {
    const { name, app } = await withFactor('alike');
    const answers = [
      await door(name, { password: 'not this one' }),
      await door(name, { password: 'not this one', code: app.next() }),
      await door(name),
      await door(name, { code: '' }),
      await door(name, { code: app.wrong() }),
      await door(name, { code: 'ABCDE-FGHJK' }),
      await door('nobody.of.this.name'),
    ];
    for (const { status, cookie, problem } of answers) {
      expect(status).toBe(401);
      expect(cookie).toBe('');
      expect(problem).toEqual(answers[0]?.problem);
    }
    expect((await door(name, { code: app.next() })).me).toMatchObject({ name });
    expect((await door(name, { code: app.again() })).problem).toEqual(answers[0]?.problem);
  });

  it('counts each step once, also for two who come at the same moment', async () => {
    const { name, app } = await withFactor('two.at.once');
    const code = app.next();
    const both = await Promise.all([door(name, { code }), door(name, { code })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('follows a device whose clock is a little off, further each time, and takes no code of an hour ago', async () => {
    const { name, app } = await withFactor('slow.clock');
    const now = stepAt(Date.now() / 1000, 30);
    expect((await door(name, { code: app.at(now - 120) })).status).toBe(401);
    expect((await door(name, { code: app.at(now + 3) })).status).toBe(200);
    // Six steps ahead is out of the first window, and inside the one around the drift that was measured.
    expect((await door(name, { code: app.at(now + 6) })).status).toBe(200);
    expect((await door(name, { code: app.at(now + 20) })).status).toBe(401);
  });

  it('can be stood in for by each recovery code once', async () => {
    const { name, codes, browser, app } = await withFactor('without.phone');
    const [first = '', second = ''] = codes;
    expect(first).toMatch(/^[A-Z2-9]{5}[ -][A-Z2-9]{5}$/);
    expect((await door(name, { code: first.toLowerCase() })).status).toBe(200);
    expect((await door(name, { code: first })).status).toBe(401);
    expect(await browser.get<FactorView>('session/second-factor')).toMatchObject({ codesLeft: 9 });
    const made = await browser.post<RecoveryCodes>('session/second-factor/recovery-codes', {
      password,
      code: app.next(),
    });
    expect((await door(name, { code: second })).status).toBe(401);
    expect((await door(name, { code: made.codes[0] ?? '' })).status).toBe(200);
  });

  it('puts out whoever else was signed in as them, and is removed with password and code alone', async () => {
    const { name, browser } = await somebody('both.places');
    const elsewhere = await enter(line.depot.url, { name, password });
    const app = new Authenticator(await browser.post<FactorOffer>('session/second-factor/offer', { password }));
    await browser.post('session/second-factor/confirm', { code: app.next() });
    expect((await elsewhere.problem(elsewhere.get('session'))).code).toBe('sign-in-needed');
    const bare = await browser.problem(browser.post('session/second-factor/remove', { password }));
    expect(bare.code).toBe('oneself-refused');
    await browser.post('session/second-factor/remove', { password, code: app.next() });
    expect((await door(name)).status).toBe(200);
  });

  it('is taken away by an admin with a reason, on the record, and then the password lets them in', async () => {
    const { id, name, browser } = await withFactor('lost.phone');
    const { admin } = line.depot.clients;
    await admin.post(`people/${id}/reset-factor`, { reason: 'lost the telephone' });
    expect((await browser.problem(browser.get('session'))).code).toBe('sign-in-needed');
    expect((await door(name)).status).toBe(200);
    const people = await admin.get<PersonRow[]>('people');
    expect(people.find((row) => row.id === id)?.secondFactorAt).toBeNull();
    const exported = await admin.download('audit/export', { reason: 'a test' });
    expect(exported).toContain('"person.factor-reset"');
    expect(exported).toContain('lost the telephone');
  });

  it('closes after ten wrong ones on one day, though the password is right, until an admin takes it away', async () => {
    const { id, name, app } = await withFactor('guessed.at');
    for (let tries = 0; tries < 10; tries += 1) {
      expect((await door(name, { code: app.wrong() })).status).toBe(401);
    }
    // The name's own door would open again in ten minutes; a new password opens it now.
    await line.depot.clients.admin.post(`people/${id}/password`, { password, reason: 'a test' });
    expect((await door(name, { code: app.next() })).status).toBe(401);
    await line.depot.clients.admin.post(`people/${id}/reset-factor`, { reason: 'guessed at' });
    expect((await door(name)).status).toBe(200);
  });

  it('is required of a role when an admin says so, at once: nothing else is open before', async () => {
    const { admin } = line.depot.clients;
    const { browser, name } = await somebody('helper', 'helpdesk');
    expect((await browser.get<Me>('session')).needsFactor).toBeUndefined();
    await admin.post('people/rules', { secondFactor: ['helpdesk'], reason: 'a test' });
    const locked = await browser.problem(browser.get('jobs'));
    expect(locked).toMatchObject({ code: 'factor-missing', status: 403 });
    expect(await browser.get<Me>('session')).toMatchObject({ needsFactor: true });
    expect((await door(name)).me).toMatchObject({ needsFactor: true });
    expect(await browser.get<FactorView>('session/second-factor')).toMatchObject({ required: true, setUpAt: null });
    // Of others nothing is asked.
    expect(await line.depot.clients.operator.get<Me>('session')).not.toHaveProperty('needsFactor');
    const app = new Authenticator(await browser.post<FactorOffer>('session/second-factor/offer', { password }));
    await browser.post('session/second-factor/confirm', { code: app.next() });
    await browser.get('jobs');
    expect((await browser.get<Me>('session')).needsFactor).toBeUndefined();
    await admin.post('people/rules', { secondFactor: [], reason: 'a test' });
  });

  it('is required of whoever is given a role that takes one: before they have it, the role opens nothing', async () => {
    const { admin } = line.depot.clients;
    const plain = await somebody('rises');
    const ready = await withFactor('rises.ready');
    await admin.post('people/rules', { secondFactor: ['manager'], reason: 'a test' });
    for (const { id } of [plain, ready])
      await admin.post(`people/${id}/roles`, { roles: ['operator', 'manager'], reason: 'plans as well' });
    const entered = await door(plain.name);
    expect(entered.me).toMatchObject({ roles: ['operator', 'manager'], needsFactor: true });
    const browser = Client.with(line.depot.url, entered.cookie);
    // What the role before opened neither.
    for (const path of ['escrow', 'jobs'])
      expect((await browser.problem(browser.get(path))).code).toBe('factor-missing');
    const app = new Authenticator(await browser.post<FactorOffer>('session/second-factor/offer', { password }));
    await browser.post('session/second-factor/confirm', { code: app.next() });
    await browser.get('escrow');
    expect((await door(ready.name, { code: ready.app.next() })).me).not.toHaveProperty('needsFactor');
    await admin.post('people/rules', { secondFactor: [], reason: 'a test' });
  });

  it('leaves neither its key nor a code, a recovery code or a password in the record, the log or an event', async () => {
    const { name, app, codes } = await withFactor('well.kept');
    const typed = app.next();
    await door(name, { code: typed });
    await door(name, { code: 'XYZXY-ZXYZX', password: 'typed into the wrong field' });
    await door('a secret typed as a name');
    const exported = await line.depot.clients.admin.download('audit/export', { reason: 'a test' });
    const files = bytesIn(line.depot.folder);
    const printed = line.depot.processes.map(({ program }) => program.output()).join('\n');
    const finder = new Finder(new Map([['the key', app.secret]]));
    for (const bytes of [...files, Buffer.from(exported), Buffer.from(printed)])
      expect([...finder.find(bytes)]).toEqual([]);
    const bare = codes.map((code) => code.replace(/[ -]/g, ''));
    const words = [...codes, ...bare, app.key, password, 'typed into the wrong field', 'a secret typed as a name'];
    for (const word of words) {
      expect(exported.includes(word) || printed.includes(word)).toBe(false);
      expect(files.some((bytes) => bytes.includes(word))).toBe(false);
    }
    expect(`${exported}${printed}`).not.toMatch(new RegExp(`"${typed}"`));
  });
});

describe('guessing passwords', () => {
  it('closes a name after ten refusals, from wherever they come, and whether there is such a person', async () => {
    await somebody('popular');
    for (const name of ['popular', 'no.such.person']) {
      for (let tries = 0; tries < 10; tries += 1) expect((await door(name, { password: 'wrong' })).status).toBe(401);
      const closed = await door(name, { password: 'wrong' });
      expect(closed).toMatchObject({ status: 429, problem: { code: 'too-many-requests' } });
    }
    // The right password is not looked at either: it would tell.
    expect((await door('popular')).status).toBe(429);
    expect((await door('careful', { password: 'wrong' })).status).toBe(401);
  });

  it('is no faster when all guesses come at the same moment', async () => {
    await somebody('stormed');
    const answers = await Promise.all(Array.from({ length: 25 }, () => door('stormed', { password: 'wrong' })));
    const looked = answers.filter(({ status }) => status === 401).length;
    expect(looked).toBeLessThanOrEqual(10);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });

  it('lets an address try twenty times a minute, whichever names it tries, and others meanwhile', async () => {
    const address = newAddress();
    const statuses: number[] = [];
    for (let tries = 0; tries < 22; tries += 1)
      statuses.push((await door(`name.${String(tries)}`, { password: 'wrong' }, address)).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 401), 429, 429]);
    expect((await door('name.0', { password: 'wrong' })).status).toBe(401);
  });
});

describe('a second factor of an admin at the command line', () => {
  const inPlace = () => ({ DEPOT_PORT: new URL(line.depot.url).port, DEPOT_DATA: join(line.depot.folder, 'data') });
  const signIn = (name: string) => ({ ...inPlace(), DEPOT_ADMIN_NAME: name, DEPOT_ADMIN_PASSWORD: password });

  it('is taken from DEPOT_ADMIN_CODE, and without it the command says where to put the digits', async () => {
    const { name, app } = await withFactor('command.admin', 'admin');
    const none = await depotCommand(['audit', 'verify'], signIn(name));
    expect(none.code).toBe(2);
    expect(none.output).toMatch(/refused: .* second factor puts the six digits .* into DEPOT_ADMIN_CODE/);
    const wrong = await depotCommand(['audit', 'verify'], { ...signIn(name), DEPOT_ADMIN_CODE: app.wrong() });
    expect(wrong).toMatchObject({ code: 2, output: expect.not.stringContaining('DEPOT_ADMIN_CODE') as string });
    const right = await depotCommand(['audit', 'verify'], { ...signIn(name), DEPOT_ADMIN_CODE: `${app.next()}\n` });
    expect(right.output).toMatch(/^Whole: the depot at /);
    expect(right.code).toBe(0);
  });

  it('is asked for at a terminal, once name and password alone were refused', async () => {
    const { name, app } = await withFactor('terminal.admin', 'admin');
    const typed = await depotCommandAtTerminal(['audit', 'verify'], signIn(name), {
      when: /Six digits of your second factor: /,
      type: app.next(),
    });
    expect(typed.output).toMatch(/Whole: the depot at /);
    expect(typed.code).toBe(0);
    const { name: plain } = await somebody('plain.admin', 'admin');
    const unasked = await depotCommandAtTerminal(['audit', 'verify'], signIn(plain), { when: /digits/, type: '' });
    expect(unasked.output).not.toContain('digits');
    expect(unasked.code).toBe(0);
  });
});
