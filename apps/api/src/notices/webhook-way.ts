import { createHmac } from 'node:crypto';
import type { NoticeSettings } from '../platform/config/config.js';
import type { NoticeMessage, Way } from './notice-message.js';
import { NotSent } from './not-sent.js';

const patienceMs = 20_000;

/**
 * A POST of JSON to an address of the depot's owner. `Depot-Signature` is `v1=` and the HMAC-SHA-256, in hex, of `Depot-Timestamp`
 * (Unix seconds), a dot and the body: who knows the key can tell that it came from here, and when.
 */
export class WebhookWay implements Way {
  readonly #url: string;
  readonly #key: string;
  readonly #now: () => number;

  constructor({ url, key }: NonNullable<NoticeSettings['webhook']>, now: () => number) {
    this.#url = url;
    this.#key = key;
    this.#now = now;
  }

  async send(message: NoticeMessage): Promise<void> {
    const body = JSON.stringify(message);
    const at = String(Math.floor(this.#now()));
    const signature = createHmac('sha256', this.#key).update(`${at}.${body}`).digest('hex');
    let status: number;
    try {
      const answer = await fetch(this.#url, {
        method: 'POST',
        // Signed for this address; another one would get what was not meant for it.
        redirect: 'error',
        signal: AbortSignal.timeout(patienceMs),
        headers: {
          'content-type': 'application/json',
          'depot-notice': message.id,
          'depot-timestamp': at,
          'depot-signature': `v1=${signature}`,
        },
        body,
      });
      await answer.body?.cancel();
      status = answer.status;
    } catch {
      throw new NotSent('unreachable', { passing: true, answer: null });
    }
    if (status < 300) return;
    const passing = status >= 500 || status === 408 || status === 429;
    const trouble = status === 401 || status === 403 ? 'sign-in' : 'refused';
    throw new NotSent(trouble, { passing, answer: String(status) });
  }
}
