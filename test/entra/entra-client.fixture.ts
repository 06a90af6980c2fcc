import { sampleConnection } from '@depot/api/sample-connection';
import { EntraEmulator } from './emulator.js';
import type { EmulatorOptions } from './emulator.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export const inventory = 'beta/directory/authenticationMethodDevices/hardwareOathDevices';

/** An emulator, and whoever calls it without the depot in between. */
export class EntraClient {
  readonly emulator: EntraEmulator;
  #bearer = '';

  private constructor(emulator: EntraEmulator) {
    this.emulator = emulator;
  }

  static async start(options: EmulatorOptions = {}): Promise<EntraClient> {
    const client = new EntraClient(await EntraEmulator.start(options));
    const { body } = await client.token({ client_secret: sampleConnection.secret });
    client.#bearer = String(body['access_token']);
    return client;
  }

  async token(proof: Readonly<Record<string, string>>): Promise<Answer> {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
      client_id: sampleConnection.clientId,
      ...proof,
    });
    const address = `${this.emulator.url}/${sampleConnection.tenant}/oauth2/v2.0/token`;
    return read(await fetch(address, { method: 'POST', body: form }));
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`${this.emulator.url}/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#bearer}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return read(answer);
  }

  /** A device in stock. @returns its id */
  async device(serialNumber: string, extra: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { body } = await this.call('POST', inventory, { ...deviceBody(serialNumber), ...extra });
    return String(body['id']);
  }
}

/** The seed of RFC 6238’s own examples, as every device here has it. */
export const sampleSeed = new TextEncoder().encode('12345678901234567890');

export function deviceBody(serialNumber: string): Record<string, unknown> {
  return {
    serialNumber,
    manufacturer: 'Sample Vendor',
    model: 'C200',
    secretKey: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    timeIntervalInSeconds: 30,
  };
}

async function read(answer: Response): Promise<Answer> {
  const text = await answer.text();
  const body = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: answer.status, headers: answer.headers, body };
}
