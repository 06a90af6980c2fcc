import type { RemoteBinding } from './binding-process.js';
import type { BindingListener, BindingName } from './pcsc-binding.js';
import { PcscFailure, type PcscFailureKind } from './pcsc-failure.js';

type Answer = (apdu: Uint8Array) => Promise<Uint8Array>;

/** A binding's process that does what a test says. All goes well until told otherwise. */
export class FakeBinding implements RemoteBinding {
  readonly ended: Promise<void>;
  loads: BindingName | null = 'nfc-pcsc';
  watchFails: PcscFailureKind | null = null;
  isAwake = true;
  /** What is in the way of the next connections, one after the other. */
  readonly inTheWay: PcscFailureKind[];
  answer: Answer = () => Promise.resolve(Uint8Array.of(0x90, 0x00));
  tell: BindingListener = () => undefined;
  hasEnded = false;
  readonly disconnects: boolean[] = [];
  #end: () => void = () => undefined;
  #lose: (failure: PcscFailure) => void = () => undefined;

  constructor(inTheWay: PcscFailureKind[] = []) {
    this.inTheWay = inTheWay;
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  load(): Promise<BindingName | null> {
    return Promise.resolve(this.loads);
  }

  async watch(told: BindingListener): Promise<void> {
    this.tell = told;
    await Promise.resolve();
    if (this.watchFails !== null) throw new PcscFailure(this.watchFails);
  }

  async ping(): Promise<void> {
    await Promise.resolve();
    if (!this.isAwake || this.hasEnded) throw new PcscFailure('broken');
  }

  async connect(): Promise<void> {
    await Promise.resolve();
    const kind = this.inTheWay.shift();
    if (kind !== undefined) throw new PcscFailure(kind);
  }

  transmit(apdu: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#lose = reject;
      this.answer(apdu).then(resolve, reject);
    });
  }

  disconnect(reset: boolean): Promise<void> {
    this.disconnects.push(reset);
    return Promise.resolve();
  }

  /** Also what a crash is. */
  end(): void {
    this.hasEnded = true;
    this.#lose(new PcscFailure('broken'));
    this.#end();
  }
}
