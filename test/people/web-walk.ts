import { request } from 'undici';

export interface Arrived {
  readonly status: number;
  readonly url: string;
  readonly text: string;
  /** Every address on the way, the last one included. */
  readonly trail: readonly string[];
}

/** A browser as far as cookies and redirects go: one jar for all ports of this machine, as browsers have it. */
export class WebWalk {
  readonly cookies = new Map<string, string>();
  /** Every `Set-Cookie` that came, whole. */
  readonly set: string[] = [];

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Follows redirects until there are none, or one leads to where `stop` says. @param form sent as a form where it is given */
  async go(url: string, { form, stop }: { form?: Record<string, string>; stop?: RegExp } = {}): Promise<Arrived> {
    const trail: string[] = [];
    let at = url;
    let body = form === undefined ? null : new URLSearchParams(form).toString();
    for (let hops = 0; hops < 15; hops += 1) {
      trail.push(at);
      if (stop?.test(at) === true) return { status: 0, url: at, text: '', trail };
      const answer = await request(at.split('#')[0] ?? '', {
        method: body === null ? 'GET' : 'POST',
        headers: {
          cookie: this.cookie,
          'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36',
          ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        body,
      });
      this.#keep([answer.headers['set-cookie'] ?? []].flat());
      const text = await answer.body.text();
      const { location } = answer.headers;
      if (answer.statusCode < 300 || answer.statusCode >= 400 || typeof location !== 'string') {
        return { status: answer.statusCode, url: at, text, trail };
      }
      at = new URL(location, at).href;
      body = null;
    }
    throw new Error(`Too many redirects: ${trail.join(' → ')}`);
  }

  #keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      this.set.push(cookie);
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      const value = pair.slice(at + 1);
      if (value === '') this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), value);
    }
  }
}
