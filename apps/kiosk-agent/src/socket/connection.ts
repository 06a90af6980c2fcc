import { agentProtocol, challengeText, type AgentMessage, type ServerMessage } from '@depot/contracts';
import { WebSocket } from 'ws';
import { signature } from '../pairing/keys.js';
import { type Identity } from '../pairing/identity.js';
import { certificateTrouble } from '../pairing/certificate-trouble.js';
import { Pulse } from './pulse.js';
import { readMessage } from './read-message.js';

/** What a connection tells. */
export interface ConnectionListener {
  /** The depot has let the agent in. */
  welcomed(): void;
  /** Every message after that. */
  heard(message: ServerMessage): void;
  /** Something the log should know. Holds no message. */
  noticed(what: string): void;
}

export interface ConnectionParts {
  readonly url: URL;
  readonly identity: Identity;
  readonly version: string;
  readonly benchUrl: string | null;
}

/** How a connection ended. `refused` is the depot's sentence when it said that trying again is of no use. */
export interface ConnectionEnd {
  readonly wasWelcomed: boolean;
  readonly refused: string | null;
}

const maxMessageBytes = 256 * 1024;
const handshakeMs = 10_000;

/** One socket to the depot: greets, proves who we are, then passes messages on, until it closes for whatever reason. */
export class Connection {
  readonly ended: Promise<ConnectionEnd>;
  readonly #socket: WebSocket;
  readonly #parts: ConnectionParts;
  readonly #listener: ConnectionListener;
  readonly #pulse: Pulse;
  #isWelcome = false;
  #refused: string | null = null;

  constructor(parts: ConnectionParts, listener: ConnectionListener) {
    this.#parts = parts;
    this.#listener = listener;
    this.#socket = new WebSocket(parts.url, {
      handshakeTimeout: handshakeMs,
      maxPayload: maxMessageBytes,
      // Sealed seeds do not compress, and compression tells lengths.
      perMessageDeflate: false,
      ...(parts.identity.ca === undefined ? {} : { ca: parts.identity.ca }),
    });
    this.#pulse = new Pulse(this.#socket, () => void this.send({ type: 'heartbeat' }));
    this.#socket.on('open', () => this.#greet());
    this.#socket.on('error', (error) => listener.noticed(certificateTrouble(error, parts.url.host) ?? error.message));
    this.#socket.on('message', (data) => this.#hear(readMessage(data)));
    this.ended = new Promise((resolve) => {
      this.#socket.once('close', () => resolve({ wasWelcomed: this.#isWelcome, refused: this.#refused }));
    });
  }

  get isWelcome(): boolean {
    return this.#isWelcome && this.#socket.readyState === WebSocket.OPEN;
  }

  /** @returns false when it cannot be sent: there is no socket, or it is closing */
  send(message: AgentMessage): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Closes after what was sent. A depot that does not answer gets half a second. */
  async close(): Promise<void> {
    this.#socket.close(1000);
    const timer = setTimeout(() => this.#socket.terminate(), 500);
    await this.ended;
    clearTimeout(timer);
  }

  #greet(): void {
    const { identity, version, benchUrl } = this.#parts;
    this.send({ type: 'hello', protocol: agentProtocol, stationId: identity.stationId, version, benchUrl });
  }

  #hear(message: ServerMessage | null): void {
    if (message === null) {
      this.#listener.noticed('A message was not understood');
      return;
    }
    switch (message.type) {
      case 'challenge':
        this.#prove(message.nonce);
        return;
      case 'refused':
        if (message.final) this.#refused = message.detail;
        this.#listener.noticed(message.detail);
        this.#socket.close(1000);
        return;
      case 'welcome':
        if (this.#isWelcome) return;
        this.#isWelcome = true;
        this.#pulse.beatEvery(message.heartbeatSeconds);
        this.#listener.welcomed();
        return;
      default:
        if (this.#isWelcome) this.#listener.heard(message);
    }
  }

  #prove(nonce: string): void {
    const { stationId, signingKey } = this.#parts.identity;
    this.send({ type: 'proof', signature: signature(signingKey, challengeText({ nonce, stationId })) });
  }
}
