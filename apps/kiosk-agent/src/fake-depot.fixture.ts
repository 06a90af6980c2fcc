import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import {
  AgentMessage,
  agentSocketPath,
  challengeText,
  ServerMessage,
  type ReaderView,
  type SealedContent,
} from '@depot/contracts';
import { CompactEncrypt, importJWK } from 'jose';
import { vi } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { publicKeys, type AgentKeys } from './pairing/keys.js';

type Kind = AgentMessage['type'];
type Message<Type extends Kind> = Extract<AgentMessage, { type: Type }>;

const nonce = 'a-nonce-for-tests';
/** For what comes at once, on a machine that may have much else to do. */
const patienceMs = 30_000;

/** The API's end of the socket: lets agents in by the rules of the contracts, and does nothing else by itself. */
export class FakeDepot {
  /** Everything the agent said after it was let in, oldest first. */
  readonly heard: AgentMessage[] = [];
  /** What it broke of the contracts, and signatures that do not hold. */
  readonly complaints: string[] = [];
  /** Said instead of welcome. */
  refusal: Extract<ServerMessage, { type: 'refused' }> | null = null;
  /** Off: proofs are left unanswered. */
  greets = true;
  heartbeatSeconds = 5;
  connections = 0;
  readonly #server: WebSocketServer;
  readonly #keys: AgentKeys;
  #taken = new Set<AgentMessage>();
  #wake = new Set<() => void>();

  private constructor(server: WebSocketServer, keys: AgentKeys) {
    this.#server = server;
    this.#keys = keys;
    server.on('connection', (socket) => this.#serve(socket));
  }

  static async open(keys: AgentKeys, port = 0): Promise<FakeDepot> {
    const server = new WebSocketServer({ host: '127.0.0.1', port, path: agentSocketPath });
    await once(server, 'listening');
    return new FakeDepot(server, keys);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  say(message: ServerMessage): void {
    this.sayAnything(JSON.stringify(ServerMessage.parse(message)));
  }

  sayAnything(text: string): void {
    for (const socket of this.#server.clients) socket.send(text);
  }

  /** The next message of this kind that fits and that nobody has waited for yet. */
  async next<Type extends Kind>(
    type: Type,
    fits: (message: Message<Type>) => boolean = () => true,
  ): Promise<Message<Type>> {
    const isIt = (one: AgentMessage): one is Message<Type> => one.type === type && fits(one as Message<Type>);
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const found = this.heard.find((one) => !this.#taken.has(one) && isIt(one));
      if (found !== undefined && isIt(found)) {
        this.#taken.add(found);
        return found;
      }
      if (Date.now() > deadline) throw new Error(`No ${type} came. Heard: ${JSON.stringify(this.heard)}`);
      await new Promise<void>((resolve) => {
        this.#wake.add(resolve);
        setTimeout(resolve, 200);
      });
    }
  }

  /** A reader in the latest news, once it is in this state. */
  async reader(name: string, state: string): Promise<ReaderView> {
    return vi.waitFor(() => {
      const news = this.heard.findLast((message) => message.type === 'readers');
      const view = news?.readers.find((one) => one.name === name);
      if (view?.state !== state) throw new Error(`${name} is ${view?.state ?? 'unknown'}, not ${state}.`);
      return view;
    }, patienceMs);
  }

  /** The agent has dealt with all that was said before. */
  async settled(): Promise<void> {
    const orderId = randomUUID();
    this.say({ type: 'ask', orderId });
    await this.next('journal', (answer) => answer.orderId === orderId);
  }

  async seal(
    bytes: Uint8Array,
    header: { order: string; serial: string; content?: SealedContent },
    keys = this.#keys,
  ): Promise<string> {
    return new CompactEncrypt(bytes)
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', content: 'seed', ...header })
      .encrypt(await importJWK(publicKeys(keys).sealingKey, 'ECDH-ES'));
  }

  /** Hears nothing any more, and so answers nothing: the lines stay. */
  fallSilent(): void {
    for (const socket of this.#server.clients) socket.pause();
  }

  /** Cuts every connection without a word. */
  drop(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  async close(): Promise<void> {
    this.drop();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: WebSocket): void {
    this.connections += 1;
    let stationId = '';
    socket.on('message', (data) => {
      const parsed = AgentMessage.safeParse(JSON.parse((data as Buffer).toString('utf8')));
      if (!parsed.success) {
        this.complaints.push(parsed.error.message);
        return;
      }
      const message = parsed.data;
      if (message.type === 'hello') {
        stationId = message.stationId;
        socket.send(JSON.stringify({ type: 'challenge', nonce }));
      } else if (message.type === 'proof') this.#judge(socket, { stationId, signature: message.signature });
      this.heard.push(message);
      for (const wake of this.#wake) wake();
      this.#wake.clear();
    });
  }

  #judge(socket: WebSocket, { stationId, signature }: { stationId: string; signature: string }): void {
    const key = createPublicKey({ key: publicKeys(this.#keys).signingKey, format: 'jwk' });
    const text = Buffer.from(challengeText({ nonce, stationId }));
    if (!verify(null, text, key, Buffer.from(signature, 'base64url'))) this.complaints.push('a wrong signature');
    const welcome = { type: 'welcome', name: 'Test', heartbeatSeconds: this.heartbeatSeconds } as const;
    if (this.greets) socket.send(JSON.stringify(ServerMessage.parse(this.refusal ?? welcome)));
  }
}
