import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { benchWith, litToken, reader } from '../bench.fixture.js';
import { fromHex } from '../bytes.js';
import { benchOf, moltoReader, pluggedMolto } from '../molto2/molto.fixture.js';
import type { ReaderEvent } from '../transport.js';
import { VirtualReaders } from './virtual-readers.js';

const info = fromHex('80410000020211');
const second = 'Virtual reader 2';

function noting(readers: VirtualReaders): ReaderEvent[] {
  const events: ReaderEvent[] = [];
  readers.subscribe((event) => events.push(event));
  return events;
}

afterEach(() => {
  vi.useRealTimers();
});

describe('readers', () => {
  test('are as many as asked for, and empty', () => {
    expect(new VirtualReaders({ count: 2 }).list()).toEqual([
      { name: reader, presence: null },
      { name: second, presence: null },
    ]);
  });

  test('tell of every token that comes and goes, each time as a new presence', () => {
    const readers = new VirtualReaders({ count: 2 });
    const events = noting(readers);
    const token = litToken();
    readers.place(reader, token);
    expect(readers.remove(reader)).toBe(token);
    readers.place(second, token);
    token.switchOff();
    token.switchOn();
    expect(events).toEqual([
      { type: 'card-present', reader, presence: 1 },
      { type: 'card-removed', reader, presence: 1 },
      { type: 'card-present', reader: second, presence: 2 },
      { type: 'card-removed', reader: second, presence: 2 },
      { type: 'card-present', reader: second, presence: 3 },
    ]);
  });

  test('do not see a token that is off, nor hear of it once it is taken away', () => {
    const readers = new VirtualReaders({ count: 1 });
    const events = noting(readers);
    const token = litToken();
    token.switchOff();
    readers.place(reader, token);
    expect(readers.deviceOn(reader)).toBe(token);
    readers.remove(reader);
    token.switchOn();
    expect(events).toEqual([]);
  });

  test('come and go with what lies on them', () => {
    const readers = new VirtualReaders({ count: 1 });
    readers.place(reader, litToken());
    const events = noting(readers);
    readers.unplug(reader);
    expect(readers.list()).toEqual([]);
    readers.plug(reader);
    expect(events).toEqual([
      { type: 'card-removed', reader, presence: 1 },
      { type: 'reader-removed', reader },
      { type: 'reader-added', reader },
      { type: 'card-present', reader, presence: 2 },
    ]);
  });

  test('that are built into a device are there while it is plugged in, and the card comes after and goes before', () => {
    const readers = new VirtualReaders({ count: 1, builtIn: [moltoReader] });
    const molto = pluggedMolto();
    const seen: [string, ReturnType<VirtualReaders['list']>][] = [];
    readers.subscribe((event) => seen.push([event.type, readers.list().slice(1)]));
    expect(readers.list()).toHaveLength(1);
    readers.place(moltoReader, molto);
    molto.unplug();
    expect(readers.deviceOn(moltoReader)).toBe(molto);
    molto.plugIn();
    const [there, empty] = [
      { name: moltoReader, presence: 1 },
      { name: moltoReader, presence: null },
    ];
    expect(seen).toEqual([
      ['reader-added', [empty]],
      ['card-present', [there]],
      ['card-removed', [empty]],
      ['reader-removed', []],
      ['reader-added', [empty]],
      ['card-present', [{ ...there, presence: 2 }]],
    ]);
  });

  test('that are built into a device lose their card when it is pulled out', async () => {
    const molto = pluggedMolto();
    const { readers, card } = await benchOf(molto);
    molto.unplug();
    await expect(card.transmit(info)).rejects.toMatchObject({ reason: 'removed' });
    await expect(readers.connect(moltoReader)).rejects.toMatchObject({ code: 'unknown-reader' });
  });

  test('show what an event says by the time they tell it', () => {
    const readers = new VirtualReaders({ count: 1 });
    const seen: unknown[] = [];
    readers.subscribe(() => seen.push(readers.list()[0]?.presence));
    readers.place(reader, litToken());
    readers.remove(reader);
    expect(seen).toEqual([1, null]);
  });

  test('tell nothing to a listener that left, nor after they are closed', async () => {
    const readers = new VirtualReaders({ count: 1 });
    const listener = vi.fn();
    const leave = readers.subscribe(listener);
    leave();
    leave();
    readers.place(reader, litToken());
    const events = noting(readers);
    await readers.close();
    await readers.close();
    readers.remove(reader);
    expect(listener).not.toHaveBeenCalled();
    expect(events).toEqual([]);
    expect(readers.list()).toEqual([]);
  });

  test('hold one token each, and a token lies on one reader', () => {
    const readers = new VirtualReaders({ count: 2 });
    const token = litToken();
    readers.place(reader, token);
    expect(() => readers.place(second, token)).toThrow(/lies on Virtual reader 1/);
    expect(() => readers.place(reader, litToken({ serial: '86596220000002' }))).toThrow(/already/);
    expect(readers.readerOf(token.serial)).toBe(reader);
    expect(readers.remove(second)).toBeNull();
  });
});

describe('connecting', () => {
  test('to an empty field is a lost link', async () => {
    const readers = new VirtualReaders({ count: 1 });
    await expect(readers.connect(reader)).rejects.toMatchObject({ name: 'LinkLost', reason: 'no-card' });
  });

  test('to a reader that is not there is misuse', async () => {
    const readers = new VirtualReaders({ count: 1 });
    await expect(readers.connect(second)).rejects.toMatchObject({ code: 'unknown-reader' });
    readers.unplug(reader);
    await expect(readers.connect(reader)).rejects.toMatchObject({ code: 'unknown-reader' });
    await readers.close();
    await expect(readers.connect(reader)).rejects.toMatchObject({ code: 'closed' });
  });

  test('twice is misuse until the first is released', async () => {
    const { readers, card } = await benchWith(litToken());
    await expect(readers.connect(reader)).rejects.toMatchObject({ code: 'in-use' });
    await card.release();
    await card.release();
    await expect(card.transmit(info)).rejects.toMatchObject({ name: 'TransportMisuse', code: 'released' });
    expect((await readers.connect(reader)).presence).toBe(card.presence);
  });

  test('to a new presence needs no release of the old', async () => {
    const { readers, card } = await benchWith(litToken());
    const token = readers.remove(reader);
    if (token !== null) readers.place(reader, token);
    expect((await readers.connect(reader)).presence).toBe(card.presence + 1);
  });
});

describe('transmitting', () => {
  test('while another transmit is under way is misuse, and does not disturb that one', async () => {
    const { card } = await benchWith(litToken());
    const first = card.transmit(info);
    await expect(card.transmit(info)).rejects.toMatchObject({ code: 'busy' });
    expect((await first).slice(-2)).toEqual(fromHex('9000'));
    expect((await card.transmit(info)).slice(-2)).toEqual(fromHex('9000'));
  });

  test('copies the bytes before it returns', async () => {
    const { card } = await benchWith(litToken(), { latencyMs: 2 });
    const apdu = info.slice();
    const answer = card.transmit(apdu);
    apdu.fill(0);
    expect((await answer).slice(-2)).toEqual(fromHex('9000'));
  });

  test('after the token was taken away or switched off is a lost link, for ever', async () => {
    const token = litToken();
    const { readers, card } = await benchWith(token);
    readers.remove(reader);
    readers.place(reader, token);
    await expect(card.transmit(info)).rejects.toMatchObject({ name: 'LinkLost', reason: 'removed' });
    const next = await readers.connect(reader);
    token.switchOff();
    token.switchOn();
    await expect(next.transmit(info)).rejects.toMatchObject({ reason: 'removed' });
  });

  test('is lost when the token leaves before it heard', async () => {
    const { readers, card } = await benchWith(litToken(), { latencyMs: 60_000 });
    const answer = card.transmit(info);
    readers.remove(reader);
    await expect(answer).rejects.toMatchObject({ reason: 'removed' });
  });

  test('is lost when the readers are closed', async () => {
    const { readers, card } = await benchWith(litToken(), { latencyMs: 60_000 });
    const answer = card.transmit(info);
    await readers.close();
    await expect(answer).rejects.toMatchObject({ reason: 'removed' });
  });

  test('to a mute token is given up after five seconds, and the card is spent', async () => {
    vi.useFakeTimers();
    const token = litToken();
    token.faults.arm({ fault: { kind: 'mute', heard: false } });
    const { readers, card } = await benchWith(token);
    const given = vi.fn();
    const answer = card.transmit(info).catch(given);
    await vi.advanceTimersByTimeAsync(4999);
    expect(given).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await answer;
    expect(given).toHaveBeenCalledWith(expect.objectContaining({ reason: 'time-out' }));
    await expect(card.transmit(info)).rejects.toMatchObject({ reason: 'time-out' });
    await card.release();
    expect((await (await readers.connect(reader)).transmit(info)).slice(-2)).toEqual(fromHex('9000'));
  });

  test('to a mute token that is taken away is lost at once', async () => {
    const token = litToken();
    token.faults.arm({ fault: { kind: 'mute', heard: false } });
    const { readers, card } = await benchWith(token);
    const answer = card.transmit(info);
    await setImmediate();
    readers.remove(reader);
    await expect(answer).rejects.toMatchObject({ reason: 'removed' });
  });

  test('an ejected token is off the reader, and the readers say so', async () => {
    const token = litToken();
    token.faults.arm({ fault: { kind: 'eject', heard: false } });
    const { readers, card } = await benchWith(token);
    const events = noting(readers);
    await expect(card.transmit(info)).rejects.toMatchObject({ reason: 'removed' });
    expect(events).toEqual([{ type: 'card-removed', reader, presence: 1 }]);
    expect(readers.deviceOn(reader)).toBeNull();
    expect(token.isOn).toBe(true);
  });

  test('an empty answer is a lost link', async () => {
    const token = litToken();
    token.faults.arm({ fault: { kind: 'lost-answer' } });
    const { card } = await benchWith(token);
    await expect(card.transmit(info)).rejects.toMatchObject({ reason: 'short-answer' });
  });
});
