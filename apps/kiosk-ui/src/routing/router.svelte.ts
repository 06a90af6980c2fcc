import { parseRoute } from './route.js';
import type { Route } from './route.js';

/** The address bar, as a value that screens follow. */
class Router {
  route = $state.raw<Route>(parseRoute(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.route = parseRoute(location.hash)));
  }

  goTo(hash: string): void {
    location.hash = hash;
  }
}

export const router = new Router();
