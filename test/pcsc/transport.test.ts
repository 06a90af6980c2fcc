import { bindingNames, burn, ForeignCard, identify, LinkLost, type BindingName, type Card } from '@depot/devices';
import { afterAll, afterEach, beforeAll, describe, test } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { bindingProcesses, hasty, newToken, orderFor, PcscDesk } from './pcsc-desk.js';
import { packagesFor, VirtualPcscd } from './virtual-pcscd.js';

const [left, right, sam, molto] = ['Left reader', 'Right reader', 'Sample [SAM Interface]', 'TOKEN2 Molto2'];
const info = Uint8Array.of(0x80, 0x41, 0, 0, 0);
const statusWord = (answer: Uint8Array): number[] => [...answer.slice(-2)];
const shownName = (name: string): string => `${name} 00 00`;
const first = shownName(left);
const second = shownName(right);
const notRunning = /^The smart-card service is not running: start it/;

for (const binding of bindingNames) {
  // Each binding has a service of its own, and both wait for it most of the time: side by side, but one test after the other in each.
  describe.concurrent(`readers over ${binding}`, () => {
    describe.skipIf(leftOut(...packagesFor(binding)))('one after the other', { concurrent: false }, () => {
      readersOver(binding);
    });
  });
}

function readersOver(binding: BindingName): void {
  let pcscd: VirtualPcscd;
  const desks: PcscDesk[] = [];

  const open = async (options = {}): Promise<PcscDesk> => {
    // Otherwise what lay there in the test before may still be told of.
    if (pcscd.isRunning) await Promise.all([left, right, sam, molto].map((name) => pcscd.settled(name)));
    const desk = await PcscDesk.open(pcscd, binding, options);
    desks.push(desk);
    if (pcscd.isRunning) await desk.shows(first, second, shownName(molto));
    return desk;
  };

  beforeAll(async () => {
    pcscd = await VirtualPcscd.start([left, right, sam, molto]);
  });
  afterAll(() => pcscd.stop());
  afterEach(async () => {
    await Promise.all(desks.splice(0).map(({ readers }) => readers.close()));
    for (const name of [left, right, sam, molto]) {
      pcscd.remove(name);
    }
    if (!pcscd.isRunning) await pcscd.start();
  });

  test('are listed with what lies there, and no slot for a security module is among them', async ({ expect }) => {
    pcscd.place(left, newToken());
    pcscd.place(sam, newToken());
    await Promise.all([pcscd.settled(left), pcscd.settled(sam)]);
    const { readers, shown } = await opened();
    expect(readers.binding).toBe(binding);
    expect(readers.trouble()).toBeNull();
    await shown(first);
    expect(readers.list().map(({ name }) => name)).toEqual(expect.arrayContaining([first, second, shownName(molto)]));
    expect(readers.list()).toHaveLength(3);
  });

  test('burn a token, which then shows the codes of its new seed', async ({ expect }) => {
    const token = newToken();
    pcscd.place(left, token);
    const { readers, shown } = await opened();
    await shown(first);
    const card = await readers.connect(first);
    const order = orderFor(token);
    expect(await burn(card, order)).toMatchObject({ kind: 'burned', serial: token.serial });
    await card.release();
    expect(token.snapshot().seed).toBe(Buffer.from(order.seed).toString('hex'));
  });

  test('tell of every token that comes and goes, each time with a new number', async ({ expect }) => {
    const desk = await open();
    const token = newToken();
    pcscd.place(left, token);
    const before = await desk.shown(first);
    pcscd.remove(left);
    await desk.empty(first);
    pcscd.place(left, token);
    const after = await desk.shown(first);
    expect(after).toBeGreaterThan(before);
    expect(desk.events).toEqual([
      { type: 'card-present', reader: first, presence: before },
      { type: 'card-removed', reader: first, presence: before },
      { type: 'card-present', reader: first, presence: after },
    ]);
  });

  test('refuse an empty field, a reader that is not there, a card that is open, and a card let go', async ({
    expect,
  }) => {
    const desk = await open();
    await expect(desk.readers.connect(first)).rejects.toMatchObject({ reason: 'no-card' });
    await expect(desk.readers.connect('Nobody’s')).rejects.toMatchObject({ code: 'unknown-reader' });
    pcscd.place(left, newToken());
    await desk.shown(first);
    const card = await desk.readers.connect(first);
    await expect(desk.readers.connect(first)).rejects.toMatchObject({ code: 'in-use' });
    const answer = card.transmit(info);
    await expect(card.transmit(info)).rejects.toMatchObject({ code: 'busy' });
    expect(statusWord(await answer)).toEqual([0x90, 0]);
    await card.release();
    await card.release();
    await expect(card.transmit(info)).rejects.toMatchObject({ code: 'released' });
    const again = await desk.readers.connect(first);
    expect(statusWord(await again.transmit(info))).toEqual([0x90, 0]);
  });

  test('that cannot be had without the service say so at once, and come when it does', async ({ expect }) => {
    await pcscd.kill();
    const desk = await open();
    expect(desk.readers.trouble()).toMatch(notRunning);
    expect(desk.readers.list()).toEqual([]);
    await expect(desk.readers.connect(first)).rejects.toMatchObject({ code: 'no-service', message: notRunning });
    await pcscd.start();
    await expect.poll(() => desk.readers.list().length).toBe(3);
    expect(desk.readers.trouble()).toBeNull();
  });

  test('vanish with the service, are looked for, and return with it', async ({ expect }) => {
    pcscd.place(left, newToken());
    const desk = await open();
    const before = await desk.shown(first);
    const card = await desk.readers.connect(first);
    desk.events.length = 0;
    await pcscd.kill();
    await expect.poll(() => desk.readers.trouble()).toMatch(notRunning);
    expect(desk.readers.list()).toEqual([]);
    expect(desk.eventsOf(first).slice(0, 2)).toEqual([
      { type: 'card-removed', reader: first, presence: before },
      { type: 'reader-removed', reader: first },
    ]);
    await expect(card.transmit(info)).rejects.toMatchObject({ reason: 'reader-lost' });
    await pcscd.start();
    expect(await desk.shown(first)).toBeGreaterThan(before);
    expect(desk.readers.trouble()).toBeNull();
    expect(await identify(await desk.readers.connect(first))).toMatchObject({ model: { name: 'OTPC-P2-i' } });
  });

  test('lose a card whose command the service took down with it', async ({ expect }) => {
    const { card } = await muteCard(left);
    const answer = card.transmit(info);
    answer.catch(() => undefined);
    await pcscd.kill();
    await expect(answer).rejects.toBeInstanceOf(LinkLost);
  });

  test('that are unplugged leave with their card, and come back', async ({ expect }) => {
    pcscd.place(left, newToken());
    const desk = await open();
    const presence = await desk.shown(first);
    const card = await desk.readers.connect(first);
    pcscd.unplug(left);
    await expect.poll(() => desk.presence(first)).toBeUndefined();
    expect(desk.events).toEqual(
      expect.arrayContaining([
        { type: 'card-removed', reader: first, presence },
        { type: 'reader-removed', reader: first },
      ]),
    );
    await expect(card.transmit(info)).rejects.toBeInstanceOf(LinkLost);
    expect(desk.readers.trouble()).toBeNull();
    pcscd.plug(left);
    expect(await desk.shown(first)).toBeGreaterThan(presence);
    expect(statusWord(await (await desk.readers.connect(first)).transmit(info))).toEqual([0x90, 0]);
  });

  test('lose a card that is pulled in mid-command', async ({ expect }) => {
    const token = newToken();
    token.faults.arm({ fault: { kind: 'eject', heard: true } });
    pcscd.place(left, token);
    const desk = await open();
    await desk.shown(first);
    const card = await desk.readers.connect(first);
    await expect(card.transmit(info)).rejects.toBeInstanceOf(LinkLost);
    await expect(card.transmit(info)).rejects.toBeInstanceOf(LinkLost);
    await desk.empty(first);
    await card.release();
    pcscd.place(left, token);
    await desk.shown(first);
    expect(statusWord(await (await desk.readers.connect(first)).transmit(info))).toEqual([0x90, 0]);
  });

  test('give a mute card up, while another reader goes on', async ({ expect }) => {
    const { desk, card } = await muteCard(left);
    const other = newToken();
    pcscd.place(right, other);
    await desk.shown(second);
    const answer = expect(card.transmit(info)).rejects.toMatchObject({ reason: 'time-out' });
    expect(await burn(await desk.readers.connect(second), orderFor(other))).toMatchObject({ kind: 'burned' });
    await answer;
    await expect(card.transmit(info)).rejects.toMatchObject({ reason: 'time-out' });
    await card.release();
    // The reader itself still waits for the card.
    await expect(desk.readers.connect(first)).rejects.toMatchObject({ code: 'unresponsive' });
    const token = pcscd.remove(left);
    await desk.empty(first);
    if (token !== null) pcscd.place(left, token);
    await desk.shown(first);
    expect(statusWord(await (await desk.readers.connect(first)).transmit(info))).toEqual([0x90, 0]);
  });

  test('lose a mute card that is taken away at once', async ({ expect }) => {
    const { card } = await muteCard(left, { answerTimeoutMs: 60_000 });
    const answer = card.transmit(info);
    answer.catch(() => undefined);
    pcscd.remove(left);
    await expect(answer).rejects.toBeInstanceOf(LinkLost);
  });

  test('burn two tokens at once', async ({ expect }) => {
    const tokens = [newToken(), newToken()] as const;
    pcscd.place(left, tokens[0]);
    pcscd.place(right, tokens[1]);
    const { readers, shown } = await opened();
    await Promise.all([shown(first), shown(second)]);
    const outcomes = [first, second].map(async (reader, at) => {
      const token = tokens[at] ?? newToken();
      return burn(await readers.connect(reader), orderFor(token));
    });
    expect(await Promise.all(outcomes)).toMatchObject([{ kind: 'burned' }, { kind: 'burned' }]);
  });

  test('say that another program holds a card, and have it when that lets go', async ({ expect }) => {
    pcscd.place(left, newToken());
    const other = await open();
    await other.shown(first);
    const held = await other.readers.connect(first);
    const desk = await open({ timing: hasty });
    await desk.shown(first);
    await expect(desk.readers.connect(first)).rejects.toMatchObject({
      code: 'held-elsewhere',
      message: expect.stringMatching(/^Another program is using what lies on the reader\. Close it/) as string,
    });
    await held.release();
    expect(statusWord(await (await desk.readers.connect(first)).transmit(info))).toEqual([0x90, 0]);
  });

  test.for([
    ['fido-key', 'fido-key'],
    ['bank-card', 'bank-card'],
    ['desfire-badge', 'badge'],
  ] as const)('name a %s', async ([kind, code], { expect }) => {
    pcscd.place(left, new ForeignCard(kind));
    const desk = await open();
    await desk.shown(first);
    await expect(identify(await desk.readers.connect(first))).rejects.toMatchObject({ code });
  });

  test('survive the crash of every process that talks to the service', async ({ expect }) => {
    const before = bindingProcesses(pcscd);
    pcscd.place(left, newToken());
    const desk = await open();
    const presence = await desk.shown(first);
    const card = await desk.readers.connect(first);
    for (const id of bindingProcesses(pcscd)) if (!before.includes(id)) process.kill(id, 'SIGKILL');
    await expect
      .poll(() => card.transmit(info).catch((lost: unknown) => lost))
      .toMatchObject({ reason: 'reader-lost' });
    await expect.poll(() => desk.presence(first) ?? 0).toBeGreaterThan(presence);
    expect(desk.readers.trouble()).toBeNull();
    expect(statusWord(await (await desk.readers.connect(first)).transmit(info))).toEqual([0x90, 0]);
  });

  test('replace a process that froze', async ({ expect }) => {
    const before = bindingProcesses(pcscd);
    pcscd.place(left, newToken());
    const desk = await open({ timing: { retryMs: 100, pulseMs: 100 } });
    const presence = await desk.shown(first);
    for (const id of bindingProcesses(pcscd)) if (!before.includes(id)) process.kill(id, 'SIGSTOP');
    await expect.poll(() => desk.presence(first) ?? 0).toBeGreaterThan(presence);
    expect(desk.readers.trouble()).toBeNull();
  });

  test('hold no card that nobody connected, a Molto2 least of all', async ({ expect }) => {
    const heard: Uint8Array[] = [];
    for (const name of [left, molto]) {
      const token = newToken();
      pcscd.place(name, Object.assign(token, { hear: (apdu: Uint8Array) => (heard.push(apdu), { kind: 'mute' }) }));
    }
    const desk = await open();
    const other = await PcscDesk.open(pcscd, 'pcsc-mini');
    desks.push(other);
    for (const reader of [first, shownName(molto)]) {
      await Promise.all([desk.shown(reader), other.shown(reader)]);
      // It has the card for itself alone, so nobody else holds it.
      await (await other.readers.connect(reader)).release();
    }
    expect(heard).toEqual([]);
  });

  test('that are closed lose their cards, and tell nothing more', async ({ expect }) => {
    pcscd.place(left, newToken());
    const desk = await open();
    await desk.shown(first);
    const card = await desk.readers.connect(first);
    const told = desk.events.length;
    await desk.readers.close();
    await expect(card.transmit(info)).rejects.toMatchObject({ reason: 'removed' });
    await expect(desk.readers.connect(first)).rejects.toMatchObject({ code: 'closed' });
    const other = await open();
    expect(statusWord(await (await other.readers.connect(first)).transmit(info))).toEqual([0x90, 0]);
    expect(desk.events).toHaveLength(told);
  });

  async function opened() {
    const desk = await open();
    return { readers: desk.readers, shown: (reader: string) => desk.shown(reader) };
  }

  /** A connection to a token that hears the next command and answers nothing. */
  async function muteCard(name: string, timing = {}): Promise<{ desk: PcscDesk; card: Card }> {
    const token = newToken();
    token.faults.arm({ fault: { kind: 'mute', heard: false } });
    pcscd.place(name, token);
    const desk = await open({ timing: { ...hasty, ...timing } });
    await desk.shown(shownName(name));
    return { desk, card: await desk.readers.connect(shownName(name)) };
  }
}
