import { httpCall } from './http-call.js';

/** A virtual token as the drawer shows it. */
export interface DrawerToken {
  readonly serial: string;
  readonly model: string;
  readonly on: boolean;
  readonly hasSeed: boolean;
  readonly display: string | null;
  readonly clockError: number;
  readonly reader: string | null;
}

export interface DrawerState {
  readonly readers: readonly { readonly name: string; readonly serial: string | null }[];
  readonly tokens: readonly DrawerToken[];
  readonly moltos: readonly DrawerMolto[];
}

/** A virtual Molto2 as the drawer shows it. */
export interface DrawerMolto {
  readonly serial: string;
  readonly model: string;
  readonly reader: string | null;
  readonly triesLeft: number;
  readonly lines: readonly { readonly profile: number; readonly title: string | null; readonly code: string | null }[];
}

/** What a token showed: the code, and the token's own clock when it showed it. */
export interface Reading {
  readonly code: string;
  /** The token's clock, seconds since 1970. */
  readonly at: number;
  readonly now: number;
}

/** The drawer says that this cannot be done. */
export class BenchRefused extends Error {}

/** The hands and eyes on a station's virtual tokens. */
export class BenchClient {
  /** Of the drawer's page. */
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  state(): Promise<DrawerState> {
    return this.#call('GET', 'state');
  }

  async takeFresh(): Promise<string> {
    return (await this.#call<{ serial: string }>('POST', 'take-fresh', {})).serial;
  }

  place(reader: number, serial: string): Promise<unknown> {
    return this.#call('POST', 'place', { reader, serial });
  }

  remove(reader: number): Promise<unknown> {
    return this.#call('POST', 'remove', { reader });
  }

  /** Pulls a reader's plug, or puts it back in. */
  plugReader(reader: number, plugged: boolean): Promise<unknown> {
    return this.#call('POST', 'plug-reader', { reader, plugged });
  }

  switch(serial: string, on: boolean): Promise<unknown> {
    return this.#call('POST', 'switch', { serial, on });
  }

  async offAndOn(serial: string): Promise<void> {
    await this.switch(serial, false);
    await this.switch(serial, true);
  }

  display(serial: string): Promise<Reading> {
    return this.#call('GET', `tokens/${serial}/display`);
  }

  takeMolto(): Promise<DrawerMolto> {
    return this.#call('POST', 'take-molto', {});
  }

  plug(serial: string, plugged: boolean): Promise<DrawerMolto> {
    return this.#call('POST', 'plug', { serial, plugged });
  }

  displayOf(serial: string, profile: number): Promise<Reading> {
    return this.#call('GET', `tokens/${serial}/profiles/${String(profile)}/display`);
  }

  addClassic(token: { serial: string; seedBase32: string; period: 30 | 60; clockError: number }): Promise<unknown> {
    return this.#call('POST', 'classic', token);
  }

  /** Sets how far the token's clock is off, in seconds. */
  setClock(serial: string, clockError: number): Promise<unknown> {
    return this.#call('POST', 'clock', { serial, clockError });
  }

  faults(request: Record<string, unknown>): Promise<unknown> {
    return this.#call('POST', 'faults', request);
  }

  async #call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const { status, text } = await httpCall(`${this.url}/${path}`, { method, ...sent });
    if (status >= 400) throw new BenchRefused(`The drawer answered ${String(status)} to ${path}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
