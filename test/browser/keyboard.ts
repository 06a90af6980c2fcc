import { expect } from 'vitest';
import type { Kiosk } from './kiosk.fixture.js';
import { rush } from './scanner.js';

/** More presses of Tab than anybody would bear. */
const most = 60;

/** A person who has no pointer: Tab, Enter, Space, arrows and letters. */
export class Keyboard {
  readonly #kiosk: Kiosk;

  constructor(kiosk: Kiosk) {
    this.#kiosk = kiosk;
  }

  press(key: string): Promise<void> {
    return this.#kiosk.page.keyboard.press(key);
  }

  /** The cursor goes on until it stands on one of these or within it. */
  async tabTo(...testids: readonly string[]): Promise<void> {
    await this.#go('Tab', testids);
  }

  /** Among the choices of one question, on one of which the cursor stands. */
  async arrowTo(testid: string): Promise<void> {
    await this.#go('ArrowRight', [testid]);
  }

  async enter(testid: string): Promise<void> {
    await this.#kiosk.byId(testid).first().waitFor();
    await this.tabTo(testid);
    await this.press('Enter');
  }

  /** A button that takes no Enter in the first moment, when it may be the scanner's. */
  async enterUntilGone(testid: string): Promise<void> {
    await this.tabTo(testid);
    const left = async (): Promise<number> => {
      if (await this.#standsOn(testid)) await this.press('Enter');
      return this.#kiosk.byId(testid).count();
    };
    await expect.poll(left).toBe(0);
  }

  /** Waits until the cursor stands there by itself, then types. */
  async typeInto(testid: string, text: string): Promise<void> {
    await expect.poll(() => this.#standsOn(testid)).toBe(true);
    await this.#kiosk.page.keyboard.type(text);
  }

  /** The same with a serial, which comes from a scanner: typed key by key it may be taken for a whole one before it is. */
  async scanInto(testid: string, text: string): Promise<void> {
    await expect.poll(() => this.#standsOn(testid)).toBe(true);
    await rush(this.#kiosk.page, text, 'Enter');
  }

  async #go(key: string, testids: readonly string[]): Promise<void> {
    const passed: string[] = [];
    for (let presses = 0; presses <= most; presses += 1) {
      for (const testid of testids) if (await this.#standsOn(testid)) return;
      passed.push(await this.#kiosk.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 60) ?? ''));
      await this.press(key);
    }
    const way = passed.slice(-12).join('\n');
    throw new Error(`${String(most)} presses of ${key} do not lead to ${testids.join(' or ')}, but to\n${way}`);
  }

  #standsOn(testid: string): Promise<boolean> {
    return this.#kiosk.page.evaluate((id) => document.activeElement?.closest(`[data-testid="${id}"]`) != null, testid);
  }
}
