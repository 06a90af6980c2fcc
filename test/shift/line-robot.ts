import type { Page } from 'playwright-core';
import { rush } from '../browser/scanner.js';
import type { Station } from '../depot/throw-away-depot.js';
import type { Draws } from '../faults/draws.js';

/** What a person sees of the line at one glance. */
interface Glance {
  readonly move: string | null;
  readonly readers: readonly (string | undefined)[];
  /** Of each reader: it says that what lies on it has a user. */
  readonly inUse: readonly boolean[];
  readonly hands: readonly { readonly serial: string; readonly state: string }[];
  readonly tray: readonly string[];
  readonly left: number;
}

/** How often hands slip, as shares of the tokens. */
const wrongCode = 0.12;
const pulled = 0.12;
/** More would lie about on the table than anybody keeps apart. */
const mostInHand = 3;
/** A reader that has begun to write, and one that says it is done, are waited for so long. */
const patience = 6000;

export interface Slips {
  wrongCodes: number;
  pulls: number;
}

/** Hands at one station's line: they look at the page and at their tokens, and know nothing else. */
export class LineRobot {
  readonly slips: Slips = { wrongCodes: 0, pulls: 0 };
  readonly #page: Page;
  readonly #station: Station;
  readonly #draws: Draws;
  /** What lies on each reader, and since when. */
  readonly #lying: ({ serial: string; since: number; pull: boolean } | null)[];
  /** Tokens taken off a reader before they were burned, as far as a hand can tell. */
  #again: string[] = [];
  readonly #mistaken = new Set<string>();

  constructor(page: Page, station: Station, draws: Draws) {
    this.#page = page;
    this.#station = station;
    this.#draws = draws;
    this.#lying = Array.from({ length: station.readers }, () => null);
  }

  /** One thing after the other until nothing is left for these hands. */
  async work(end: () => boolean): Promise<void> {
    while (!end()) {
      const glance = await this.#look();
      if (!(await this.#act(glance))) await this.#changed(glance);
    }
  }

  /** @returns whether there was something to do */
  async #act(glance: Glance): Promise<boolean> {
    const { bench } = this.#station;
    this.#again = this.#again.filter((serial) => !isKnown(glance, serial));
    for (const [reader, lies] of this.#lying.entries()) {
      if (lies === null) continue;
      const inHand = isKnown(glance, lies.serial);
      const refused = glance.inUse[reader] === true;
      const writing = glance.readers[reader] === 'busy';
      const waited = Date.now() - lies.since > patience && !writing;
      if (!inHand && !refused && !(lies.pull && writing) && !waited) continue;
      this.#lying[reader] = null;
      await bench.remove(reader);
      // It was burned after all, as the reader's words say: aside with it.
      if (!inHand && !refused) this.#again.push(lies.serial);
      if (lies.pull && writing) this.slips.pulls += 1;
      return true;
    }
    const wanting = glance.hands.find(({ state }) => state === 'verifying' || state === 'activating');
    if (wanting !== undefined) return this.#type(wanting.serial);
    const packing = glance.hands.find(({ state }) => state === 'packing');
    if (packing !== undefined) {
      await rush(this.#page, packing.serial, 'Enter');
      await this.#settled(packing.serial, packing.state);
      return true;
    }
    const empty = this.#lying.indexOf(null);
    if (glance.move !== 'place' || empty === -1 || glance.hands.length >= mostInHand) return false;
    const serial = this.#again.shift() ?? (await bench.takeFresh());
    const pull = this.#draws.fraction() < pulled;
    await bench.place(empty, serial);
    this.#lying[empty] = { serial, since: Date.now(), pull };
    return true;
  }

  async #type(serial: string): Promise<true> {
    const { bench } = this.#station;
    await bench.offAndOn(serial);
    const { code } = await bench.display(serial);
    const slips = !this.#mistaken.has(serial) && this.#draws.fraction() < wrongCode;
    if (slips) {
      this.#mistaken.add(serial);
      this.slips.wrongCodes += 1;
    }
    const at = this.#draws.whole(0, 5);
    const other = String((Number(code[at]) + 1) % 10);
    await rush(this.#page, slips ? `${code.slice(0, at)}${other}${code.slice(at + 1)}` : code);
    await this.#settled(serial, 'verifying');
    return true;
  }

  /** Until the page has taken what was typed: another state, or a word about it. */
  async #settled(serial: string, before: string): Promise<void> {
    await this.#page
      .waitForFunction(
        ({ token, state }) => {
          const digits = document.querySelector<HTMLElement>('[data-testid=line-digits]');
          // Until it is taken, what stands there is about something else.
          const busy = digits !== null && (digits.dataset['busy'] === 'true' || digits.innerText.trim() !== '');
          const line = document.querySelector<HTMLElement>(`[data-testid=line-hands] [data-serial="${token}"]`);
          return !busy && (line?.dataset['state'] !== state || document.querySelector('[data-kind=problem]') !== null);
        },
        { token: serial, state: before },
        { timeout: 4000 },
      )
      .catch(() => undefined);
  }

  /** Until the page looks different, or a moment has passed: readers lose their tokens in silence. */
  async #changed(glance: Glance): Promise<void> {
    await this.#page
      .waitForFunction(
        (before) => {
          const move = document.querySelector<HTMLElement>('[data-testid=next-move]')?.dataset['move'] ?? null;
          const states = [...document.querySelectorAll<HTMLElement>('[data-testid=line-hands] [data-state]')];
          const readers = [...document.querySelectorAll<HTMLElement>('[data-testid=reader]')];
          return (
            move !== before.move ||
            states.map(({ dataset }) => dataset['state']).join() !== before.hands.map(({ state }) => state).join() ||
            readers.map(({ dataset }) => dataset['state']).join() !== before.readers.join()
          );
        },
        glance,
        { timeout: 1000 },
      )
      .catch(() => undefined);
  }

  #look(): Promise<Glance> {
    return this.#page.evaluate(() => {
      const data = (within: string): DOMStringMap[] =>
        [...document.querySelectorAll<HTMLElement>(within)].map(({ dataset }) => dataset);
      return {
        move: data('[data-testid=next-move]')[0]?.['move'] ?? null,
        readers: data('[data-testid=reader]').map((reader) => reader['state']),
        inUse: [...document.querySelectorAll('[data-testid=reader]')].map((reader) =>
          / in use /.test(reader.textContent),
        ),
        hands: data('[data-testid=line-hands] [data-job]').map((job) => ({
          serial: job['serial'] ?? '',
          state: job['state'] ?? '',
        })),
        tray: data('[data-testid=line-tray] [data-job]').map((job) => job['serial'] ?? ''),
        left: Number(data('[data-testid=line-left]')[0]?.['count'] ?? 0),
      };
    });
  }
}

/** On the table or in a tray: it was burned, or nobody knows whether. */
function isKnown({ hands, tray }: Glance, token: string): boolean {
  return tray.includes(token) || hands.some(({ serial }) => serial === token);
}
