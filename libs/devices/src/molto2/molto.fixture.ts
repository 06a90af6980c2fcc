import { noon } from '../bench.fixture.js';
import type { Card } from '../transport.js';
import { repeatableBytes } from '../virtual/random-bytes.js';
import { VirtualReaders, type VirtualReadersOptions } from '../virtual/virtual-readers.js';
import type { MoltoBurnOrder } from './burn.js';
import type { VirtualMoltoSnapshot, VirtualProfileSnapshot } from './virtual-memory.js';
import { VirtualMolto } from './virtual-molto.js';

export const moltoReader = 'TOKEN2 Molto2 [virtual] 0';
export const moltoSerial = '10000042';

/** A profile that holds a seed of somebody else. */
export const takenProfile: VirtualProfileSnapshot = {
  ...{ seed: 'aa'.repeat(20), title: 'other', displayByte: 2, algorithmByte: 2, digitsByte: 8, periodByte: 60 },
  clockOffsetSeconds: 0,
};

/** A Molto2 v2 that is plugged in, at `noon` for ever, with repeatable randomness. */
export function pluggedMolto(state: Partial<VirtualMoltoSnapshot> = {}): VirtualMolto {
  const molto = new VirtualMolto(
    { serial: moltoSerial, ...state },
    { now: () => noon, random: repeatableBytes('molto') },
  );
  molto.plugIn();
  return molto;
}

export interface MoltoBench {
  readonly readers: VirtualReaders;
  readonly card: Card;
}

export async function benchOf(molto: VirtualMolto, options: Partial<VirtualReadersOptions> = {}): Promise<MoltoBench> {
  const readers = new VirtualReaders({ count: 0, builtIn: [moltoReader], ...options });
  readers.place(moltoReader, molto);
  return { readers, card: await readers.connect(moltoReader) };
}

/** Lets go of the card, pulls the device out and plugs it in again. */
export async function plugAgain({ readers, card }: MoltoBench, molto: VirtualMolto): Promise<Card> {
  await card.release();
  molto.unplug();
  molto.plugIn();
  if (readers.deviceOn(moltoReader) === null) readers.place(moltoReader, molto);
  return readers.connect(moltoReader);
}

export function moltoOrder(order: Partial<MoltoBurnOrder> = {}): MoltoBurnOrder {
  return {
    serial: moltoSerial,
    profile: 7,
    seed: new TextEncoder().encode('12345678901234567890'),
    settings: { algorithm: 'SHA1', period: 30, displaySeconds: 30, digits: 6 },
    title: 'C-0042',
    overwrite: false,
    customerKey: null,
    triesLeft: null,
    keyTrial: false,
    now: () => noon,
    ...order,
  };
}
