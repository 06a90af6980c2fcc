import { parseScreen } from './route';

/** Which screen the address asks for. */
class Router {
  #hash = $state(location.hash);
  readonly screen = $derived(parseScreen(this.#hash));

  constructor() {
    addEventListener('hashchange', () => (this.#hash = location.hash));
  }

  go(hash: string): void {
    location.hash = hash;
  }
}

export const router = new Router();
