import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { agentProtocol, agentSocketPath, challengeText } from '@depot/contracts';
import * as fc from 'fast-check';
import { WebSocket } from 'undici';
import type { Client } from '../depot/client.js';
import { canary, hostileText, hostileValue, id, jsonText } from './hostile.js';

type Frame = string | Uint8Array;

const report = fc.record({
  outcome: fc.constantFrom('burned', 'refused', 'uncertain'),
  serial: hostileText,
  profile: fc.integer({ min: 0, max: 99 }),
  reader: hostileText,
  code: fc.string({ maxLength: 60 }),
  detail: fc.string({ maxLength: 300 }),
  triesLeft: fc.constant(null),
});
const reader = fc.record({
  name: hostileText,
  state: fc.constantFrom('idle', 'present', 'busy', 'done', 'declined', 'error'),
  family: fc.constant(null),
  serial: fc.option(hostileText),
  model: fc.option(hostileText),
  profile: fc.constant(null),
  orderId: fc.option(id),
  detail: fc.option(fc.string({ maxLength: 300 })),
});

const shapes = [
  { type: fc.constant('heartbeat') },
  { type: fc.constant('readers'), readers: fc.array(reader, { maxLength: 3 }), trouble: fc.option(hostileText) },
  { type: fc.constant('report'), orderId: id, report },
  { type: fc.constant('finding'), testId: id, finding: fc.constant({ mark: 'ok', says: 'x' }) },
  {
    type: fc.constant('identified'),
    orderId: id,
    reader: hostileText,
    family: fc.constantFrom('single', 'molto2'),
    serial: hostileText,
    model: hostileText,
    clockOffset: fc.integer(),
    profiles: fc.constant(null),
  },
  {
    type: fc.constant('journal'),
    orderId: id,
    state: fc.constantFrom('unknown', 'begun', 'finished'),
    serial: fc.option(hostileText),
    profile: fc.constant(null),
    report: fc.option(report),
  },
  {
    type: fc.constant('hello'),
    protocol: fc.constantFrom(agentProtocol, 0, 99),
    stationId: id,
    version: hostileText,
    benchUrl: fc.constant(null),
  },
  { type: fc.constant('proof'), signature: hostileText },
  { type: hostileValue },
];

/** A frame of any message, or of none. */
export const frame: fc.Arbitrary<Frame> = fc.oneof(
  { weight: 12, arbitrary: fc.oneof(...shapes.map((shape) => jsonText(shape))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }) },
);

/** What a stranger says, one frame after the other. */
export const strangersFrames = fc.array(frame, { minLength: 1, maxLength: 3 });

/** Says this on a socket of its own and waits until the depot hangs up, or has had its say. @returns what is wrong */
export async function sayAsStranger(url: string, frames: readonly Frame[]): Promise<string[]> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${agentSocketPath}`);
  const heard = await new Promise<string>((resolve, reject) => {
    let text = '';
    let isOpen = false;
    socket.addEventListener('open', () => {
      isOpen = true;
      for (const each of frames) socket.send(each);
      // What the depot answers to is answered in order: this ends whatever has not ended by then.
      socket.send('the end');
    });
    socket.addEventListener('message', ({ data }) => (text += String(data)));
    socket.addEventListener('close', () => {
      resolve(text);
    });
    // A line that is cut without a word is an answer as well.
    socket.addEventListener('error', () => {
      if (isOpen) resolve(text);
      else reject(new Error('The socket was refused.'));
    });
  });
  return heard.includes(canary) ? ['echoed what it was given'] : [];
}

/** A paired agent gone bad: whatever it says comes from a station that is let in. */
export class BadAgent {
  readonly #url: string;
  readonly #stationId: string;
  readonly #key: KeyObject;
  #socket: WebSocket | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(url: string, of: { stationId: string; key: KeyObject }) {
    this.#url = url;
    this.#stationId = of.stationId;
    this.#key = of.key;
  }

  static async pair(url: string, admin: Client): Promise<BadAgent> {
    const name = 'Bad agent';
    const { code } = await admin.post<{ code: string }>('stations/pairing-codes', { name });
    const signing = generateKeyPairSync('ed25519');
    const sealing = generateKeyPairSync('x25519');
    const keys = {
      signingKey: signing.publicKey.export({ format: 'jwk' }),
      sealingKey: sealing.publicKey.export({ format: 'jwk' }),
    };
    const { stationId } = await admin.post<{ stationId: string }>('agents/pair', { code, name, ...keys });
    return new BadAgent(url, { stationId, key: signing.privateKey });
  }

  /** @returns what is wrong: nothing where the depot took it or hung up */
  say(frames: readonly Frame[]): Promise<string[]> {
    const said = this.#turn.then(() => this.#say(frames));
    this.#turn = said.catch(() => undefined);
    return said;
  }

  async #say(frames: readonly Frame[]): Promise<string[]> {
    this.#socket ??= await this.#letIn();
    const socket = this.#socket;
    const heard = await new Promise<string>((resolve) => {
      let text = '';
      const done = (): void => {
        resolve(text);
      };
      socket.addEventListener('message', ({ data }) => (text += String(data)));
      socket.addEventListener('close', done, { once: true });
      socket.addEventListener('error', done, { once: true });
      for (const each of frames) socket.send(each);
      socket.send('the end');
    });
    this.#socket = null;
    return heard.includes(canary) ? ['echoed what it was given'] : [];
  }

  close(): void {
    this.#socket?.close();
  }

  #letIn(): Promise<WebSocket> {
    const socket = new WebSocket(`${this.#url.replace('http', 'ws')}${agentSocketPath}`);
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => {
        const hello = {
          type: 'hello',
          protocol: agentProtocol,
          stationId: this.#stationId,
          version: '1',
          benchUrl: null,
        };
        socket.send(JSON.stringify(hello));
      });
      socket.addEventListener('message', ({ data }) => {
        const message = JSON.parse(String(data)) as { type: string; nonce?: string };
        if (message.type === 'welcome') resolve(socket);
        if (message.type !== 'challenge') return;
        const text = challengeText({ nonce: message.nonce ?? '', stationId: this.#stationId });
        const signature = sign(null, Buffer.from(text), this.#key).toString('base64url');
        socket.send(JSON.stringify({ type: 'proof', signature }));
      });
      socket.addEventListener('close', () => {
        reject(new Error('The agent was not let in.'));
      });
    });
  }
}
