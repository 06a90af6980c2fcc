import type * as PcscMini from 'pcsc-mini';
import type { BindingListener, PcscBinding } from './pcsc-binding.js';
import { failureOfName, PcscFailure } from './pcsc-failure.js';

function failureOf(error: unknown): PcscFailure {
  return failureOfName(error instanceof Error && 'code' in error ? error.code : undefined);
}

type PcscMiniModule = Pick<typeof PcscMini, 'CardDisposition' | 'CardMode' | 'Client' | 'ReaderStatus'>;

/** `pcsc-mini` 0.1, which connects to nothing by itself. */
export class PcscMiniBinding implements PcscBinding {
  readonly #pcsc: PcscMiniModule;
  readonly #client: PcscMini.Client;
  #told: BindingListener = () => undefined;
  #card: PcscMini.Card | null = null;

  /** @throws PcscFailure 'no-service' */
  constructor(pcsc: PcscMiniModule) {
    this.#pcsc = pcsc;
    this.#client = new pcsc.Client();
    this.#client.on('error', () => this.#told({ type: 'service-lost' }));
    this.#client.on('reader', (reader) => this.#follow(reader));
    try {
      this.#client.start();
    } catch (error) {
      throw failureOf(error);
    }
  }

  async watch(told: BindingListener): Promise<void> {
    this.#told = told;
    await Promise.resolve();
  }

  async connect(name: string): Promise<void> {
    const reader = await this.#find(name);
    const { CardMode } = this.#pcsc;
    this.#card = await reader.connect(CardMode.EXCLUSIVE).catch((error: unknown) => {
      throw failureOf(error);
    });
  }

  async transmit(apdu: Uint8Array): Promise<Uint8Array> {
    if (this.#card === null) throw new PcscFailure('removed');
    return await this.#card.transmit(apdu).catch((error: unknown) => {
      throw failureOf(error);
    });
  }

  async disconnect(reset: boolean): Promise<void> {
    const { RESET, LEAVE } = this.#pcsc.CardDisposition;
    const card = this.#card;
    this.#card = null;
    await card?.disconnect(reset ? RESET : LEAVE).catch((error: unknown) => {
      throw failureOf(error);
    });
  }

  #follow(reader: PcscMini.Reader): void {
    const name = reader.name();
    this.#told({ type: 'reader-added', reader: name });
    reader.on('change', (status) => {
      const isOccupied = status.has(this.#pcsc.ReaderStatus.PRESENT);
      this.#told({ type: 'field', reader: name, isOccupied, changes: status.raw >>> 16 });
    });
    reader.on('disconnect', () => this.#told({ type: 'reader-removed', reader: name }));
  }

  /** Readers are told one by one after the start, on a busy machine a second or two later. */
  async #find(name: string): Promise<PcscMini.Reader> {
    for (let turn = 0; turn < 150; turn += 1) {
      const reader = this.#client.reader(name);
      if (reader !== undefined) return reader;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new PcscFailure('no-reader');
  }
}
