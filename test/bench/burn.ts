import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventView } from '@depot/contracts';
import { burn, heardBy, openPcscReaders, VirtualToken } from '@depot/devices';
import type { CardReaders, FieldDevice } from '@depot/devices';
import type { Client } from '../depot/client.js';
import { Hands, sampleRecipients } from '../depot/hands.js';
import { Live } from '../depot/live.js';
import { untilPresence } from '../pcsc/presence.js';
import { openVirtualDesk } from '../pcsc/virtual-desk.js';
import type { VirtualDesk } from '../pcsc/virtual-desk.js';
import type { Engine } from '../stores/engines.js';
import { withBenchDepot } from './bench-depot.js';
import { percentile, rounded } from './percentile.js';

const now = (): number => Date.now() / 1000;

/**
 * A burn through depot, agent and driver, from the token's reservation to its report's being on the record, against its own
 * five APDUs sent one after the other on the same reader of the same pcscd, in turn.
 */
export async function benchBurn(store: Engine, rounds: number): Promise<Readonly<Record<string, number>>> {
  const desk = await openVirtualDesk(['Bench'], mkdtempSync(join(tmpdir(), 'depot-desk-')));
  const environment = { ...process.env, ...desk.pcscd.environment };
  const readers = await openPcscReaders({ environment });
  try {
    const raw = await RawBurn.prepare(desk, readers);
    return await withBenchDepot(store, {}, async ({ depot }) => {
      const station = await depot.addStation({ count: 1, benchUrl: desk.url, environment: desk.pcscd.environment });
      const { manager, operator } = depot.clients;
      const csv = sampleRecipients(rounds, () => 'own-seed');
      await manager.post('batches', { name: 'Burns', route: 'own-seed', csv });
      const live = await Live.open(operator);
      const hands = new Hands(
        { client: operator, live, station, reader: 0 },
        { pages: new Map(), random: randomBytes },
      );
      const [raws, burns]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        raws.push(await raw.time());
        burns.push(await timeBurn(hands, operator));
      }
      live.close();
      const [rawMs, burnMs] = [percentile(raws, 0.5), percentile(burns, 0.5)];
      return {
        rounds,
        rawMs: rounded(rawMs),
        burnMs: rounded(burnMs),
        burnP95Ms: rounded(percentile(burns, 0.95)),
        ratio: rounded(burnMs / rawMs),
      };
    });
  } finally {
    await readers.close();
    await desk.stop();
  }
}

/** One job up to its proof, so that the next one has the place to itself. */
async function timeBurn(hands: Hands, operator: Client): Promise<number> {
  await hands.take();
  const burned = await hands.burn(await hands.place.station.bench.takeFresh());
  const events = await operator.get<EventView[]>(`jobs/${burned.id}/timeline`);
  await hands.prove(burned);
  const at = (kind: string): number => Date.parse(events.find((event) => event.kind === kind)?.at ?? '');
  return at('job.burned') - at('order.reserved');
}

/** The five APDUs of one burn, and a token to say them to. */
class RawBurn {
  readonly #desk: VirtualDesk;
  readonly #readers: CardReaders;
  readonly #token: VirtualToken;
  readonly #apdus: readonly Uint8Array[];

  private constructor(parts: { desk: VirtualDesk; readers: CardReaders; token: VirtualToken; apdus: Uint8Array[] }) {
    this.#desk = parts.desk;
    this.#readers = parts.readers;
    this.#token = parts.token;
    this.#apdus = parts.apdus;
  }

  static async prepare(desk: VirtualDesk, readers: CardReaders): Promise<RawBurn> {
    const token = new VirtualToken({ serial: '86596229999999' }, { now, random: randomBytes });
    token.switchOn();
    const apdus: Uint8Array[] = [];
    const listening = heardBy(token, (apdu) => {
      apdus.push(apdu.slice());
      return token.hear(apdu);
    });
    const settings = { algorithm: 'SHA1', period: 30, displaySeconds: 30 } as const;
    await withToken({ desk, readers }, listening, async (card) => {
      await burn(card, { serial: token.serial, seed: randomBytes(20), settings, now });
    });
    return new RawBurn({ desk, readers, token, apdus });
  }

  /** Milliseconds. Said again the token refuses some of it, which takes as long. */
  async time(): Promise<number> {
    let milliseconds = 0;
    await withToken({ desk: this.#desk, readers: this.#readers }, this.#token, async (card) => {
      const begun = performance.now();
      for (const apdu of this.#apdus) await card.transmit(apdu);
      milliseconds = performance.now() - begun;
    });
    return milliseconds;
  }
}

type Card = Awaited<ReturnType<CardReaders['connect']>>;

/** Lays a token down, connects, and takes it away again. */
async function withToken(
  { desk, readers }: { desk: VirtualDesk; readers: CardReaders },
  device: FieldDevice,
  use: (card: Card) => Promise<void>,
): Promise<void> {
  const [{ name } = { name: '' }] = desk.pcscd.list();
  await untilPresence(readers, name, (presence) => presence === null);
  desk.pcscd.place(name, device);
  await untilPresence(readers, name, (presence) => typeof presence === 'number');
  const card = await readers.connect(name);
  try {
    await use(card);
  } finally {
    await card.release();
    desk.pcscd.remove(name);
  }
}
