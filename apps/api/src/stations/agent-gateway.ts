import { createPublicKey, randomBytes, verify } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { WebSocketGateway } from '@nestjs/websockets';
import type { OnGatewayConnection, OnGatewayDisconnect } from '@nestjs/websockets';
import { AgentMessage, agentProtocol, agentSocketPath, challengeText, problems } from '@depot/contracts';
import type { ServerMessage } from '@depot/contracts';
import type { RawData, WebSocket } from 'ws';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AgentLines } from './agent-lines.js';
import { AgentSession } from './agent-session.js';
import { StationHub } from './station-hub.js';
import { heartbeatSeconds } from './station-presence.js';

type Hello = Extract<AgentMessage, { type: 'hello' }>;

/** What is known of a socket before its agent has proved itself. */
interface Newcomer {
  readonly address: string | null;
  hello: Hello | null;
  nonce: string | null;
  timer: NodeJS.Timeout;
}

const maxMessageBytes = 256 * 1024;

/** The agents' socket: says who may come in, then passes each message to the hub. */
@WebSocketGateway({ path: agentSocketPath, maxPayload: maxMessageBytes })
export class AgentGateway implements OnGatewayConnection<WebSocket>, OnGatewayDisconnect<WebSocket> {
  readonly #newcomers = new Map<WebSocket, Newcomer>();
  readonly #sessions = new Map<WebSocket, AgentSession>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly hub: StationHub,
    private readonly lines: AgentLines,
  ) {}

  handleConnection(socket: WebSocket, request: IncomingMessage): void {
    if (!this.lines.isSafe(request)) {
      const { title, advice } = problems['unsafe-line'];
      say(socket, { type: 'refused', detail: `${title} ${advice}`, final: true });
      socket.close();
      return;
    }
    // Ten seconds to prove oneself, then the heartbeat's rule.
    const timer = setTimeout(() => {
      socket.terminate();
    }, 10_000);
    this.#newcomers.set(socket, { address: this.lines.addressOf(request), hello: null, nonce: null, timer });
    let turn = Promise.resolve();
    socket.on('message', (data: RawData) => {
      turn = turn
        .then(() => this.#hear(socket, data))
        .catch(() => {
          socket.terminate();
        });
    });
    socket.on('error', () => {
      socket.terminate();
    });
  }

  handleDisconnect(socket: WebSocket): void {
    const newcomer = this.#newcomers.get(socket);
    if (newcomer !== undefined) clearTimeout(newcomer.timer);
    this.#newcomers.delete(socket);
    const session = this.#sessions.get(socket);
    this.#sessions.delete(socket);
    if (session !== undefined) void this.hub.leave(session);
  }

  async #hear(socket: WebSocket, data: RawData): Promise<void> {
    const parsed = AgentMessage.safeParse(readJson(data));
    if (!parsed.success) {
      say(socket, { type: 'refused', detail: 'The agent speaks another protocol. Update it.', final: false });
      socket.close();
      return;
    }
    const session = this.#sessions.get(socket);
    if (session !== undefined) {
      this.hub.hear(session, parsed.data);
      return;
    }
    const newcomer = this.#newcomers.get(socket);
    if (newcomer === undefined) return;
    if (parsed.data.type === 'hello') this.#challenge(socket, newcomer, parsed.data);
    else if (parsed.data.type === 'proof') await this.#admit(socket, newcomer, parsed.data.signature);
    else socket.terminate();
  }

  #challenge(socket: WebSocket, newcomer: Newcomer, hello: Hello): void {
    if (hello.protocol !== agentProtocol) {
      const detail = `The agent speaks protocol ${String(hello.protocol)}, the depot ${String(agentProtocol)}. Update the older one.`;
      say(socket, { type: 'refused', detail, final: true });
      socket.close();
      return;
    }
    newcomer.hello = hello;
    newcomer.nonce = randomBytes(32).toString('base64url');
    say(socket, { type: 'challenge', nonce: newcomer.nonce });
  }

  async #admit(socket: WebSocket, newcomer: Newcomer, signature: string): Promise<void> {
    const { hello, nonce } = newcomer;
    newcomer.nonce = null;
    if (hello === null || nonce === null) {
      socket.terminate();
      return;
    }
    const station = await this.work.read
      .selectFrom('station')
      .selectAll()
      .where('id', '=', hello.stationId)
      .executeTakeFirst();
    const text = Buffer.from(challengeText({ nonce, stationId: hello.stationId }));
    const proved =
      station !== undefined &&
      verify(
        null,
        text,
        createPublicKey({ key: station.signing_key, format: 'jwk' }),
        Buffer.from(signature, 'base64url'),
      );
    if (!proved || station.revoked_at !== null) {
      say(socket, { type: 'refused', detail: 'This agent is not paired with the depot. Pair it again.', final: true });
      socket.close();
      return;
    }
    clearTimeout(newcomer.timer);
    this.#newcomers.delete(socket);
    // It hung up while it was looked up: nobody would tell us again.
    if (socket.readyState !== socket.OPEN) return;
    const session = new AgentSession({ ...station, address: newcomer.address }, socket);
    this.#sessions.set(socket, session);
    if (!(await this.hub.join(session, { version: hello.version, benchUrl: hello.benchUrl }))) return;
    say(socket, { type: 'welcome', name: station.name, heartbeatSeconds });
    this.hub.opened(session);
  }
}

function say(socket: WebSocket, message: ServerMessage): void {
  socket.send(JSON.stringify(message));
}

function readJson(data: RawData): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '');
  } catch {
    return null;
  }
}
