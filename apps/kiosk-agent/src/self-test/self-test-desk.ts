import { randomUUID } from 'node:crypto';
import { type AgentMessage, type ServerMessage } from '@depot/contracts';
import { type CardReaders } from '@depot/devices';
import { CompactEncrypt, importJWK } from 'jose';
import { pino } from 'pino';
import { OrderDesk } from '../burning/order-desk.js';
import { type Clock } from '../clock.js';
import { type Journal } from '../journal/journal.js';
import { makeKeys, publicKeys, type AgentKeys } from '../pairing/keys.js';
import { ReaderWatch } from '../readers/reader-watch.js';

type Kind = AgentMessage['type'];
type Answer<Type extends Kind> = Extract<AgentMessage, { type: Type }>;
type BurnSettings = Extract<ServerMessage, { type: 'burn' }>['settings'];

/** Nothing virtual takes nearly as long. */
const patienceMs = 15_000;
const settings: BurnSettings = { algorithm: 'SHA1', period: 30, displaySeconds: 30 };
const family = 'token2-single';
const noMolto = { title: null, overwrite: false, customerKey: null, triesLeft: null, keyTrial: false };

/** An agent's order desk with keys of its own, and a depot's end of the line that is in the same program. */
export class SelfTestDesk {
  readonly orderId = randomUUID();
  readonly #keys: AgentKeys = makeKeys();
  readonly #watch: ReaderWatch;
  readonly #desk: OrderDesk;
  readonly #said: AgentMessage[] = [];
  #wake = (): void => undefined;

  constructor({ readers, journal, clock }: { readers: CardReaders; journal: Journal; clock: Clock }) {
    this.#watch = new ReaderWatch({ readers, clock, changed: () => this.#desk.look() });
    this.#desk = new OrderDesk({
      ...{ watch: this.#watch, readers, journal, clock, key: this.#keys.sealingKey },
      log: pino({ level: 'silent' }),
      changed: () => undefined,
      send: (message) => {
        this.#said.push(message);
        this.#wake();
        return true;
      },
    });
  }

  /** The token that is offered to an order for this serial. @throws Error when none is */
  identify(serial: string): Promise<Answer<'identified'>> {
    this.#desk.hear({ type: 'identify', orderId: this.orderId, family, serial, profile: 0, priority: 10 });
    return this.#answer('identified');
  }

  /** Seals a seed to this desk, as the depot does, and has it burned. @throws Error when no report comes */
  async burn(seed: Uint8Array, serial: string): Promise<Answer<'report'>> {
    const { sealingKey } = publicKeys(this.#keys);
    const sealed = await new CompactEncrypt(seed)
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', content: 'seed', order: this.orderId, serial })
      .encrypt(await importJWK(sealingKey, 'ECDH-ES'));
    this.#desk.hear({ type: 'burn', orderId: this.orderId, family, serial, profile: 0, settings, sealed, ...noMolto });
    return this.#answer('report');
  }

  async close(): Promise<void> {
    this.#watch.stop();
    await this.#desk.close();
  }

  async #answer<Type extends Kind>(type: Type): Promise<Answer<Type>> {
    const find = () => this.#said.find((message): message is Answer<Type> => message.type === type);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No answer of type ${type}.`)), patienceMs);
      this.#wake = () => {
        const answer = find();
        if (answer === undefined) return;
        clearTimeout(timer);
        resolve(answer);
      };
      this.#wake();
    });
  }
}
