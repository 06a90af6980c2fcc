import { stages } from '../batches/stages.js';
import type { Stage } from '../batches/stages.js';

/** Which screen is shown, as the address's hash says. */
export type Route =
  | {
      readonly screen:
        'home' | 'bench-choice' | 'batches' | 'new-batch' | 'seed-files' | 'stations' | 'people' | 'nowhere';
    }
  | { readonly screen: 'bench'; readonly id: string }
  | { readonly screen: 'job'; readonly id: string }
  | { readonly screen: 'token'; readonly serial: string }
  | { readonly screen: 'batch'; readonly id: string; readonly stage: Stage | null; readonly page: number }
  | { readonly screen: 'search' | 'tokens'; readonly query: string; readonly page: number };

/** Reads a hash such as `#/batches/ID?stage=post&page=2`. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split('?', 2);
  const [first, second] = path.split('/').filter(Boolean).map(decode);
  const query = new URLSearchParams(search);
  const page = Math.max(1, Math.trunc(Number(query.get('page') ?? 1)) || 1);
  switch (first) {
    case undefined:
      return { screen: 'home' };
    case 'station':
      return second === undefined ? { screen: 'bench-choice' } : { screen: 'bench', id: second };
    case 'batches':
      if (second === undefined) return { screen: 'batches' };
      if (second === 'new') return { screen: 'new-batch' };
      return { screen: 'batch', id: second, stage: stages.find((stage) => stage === query.get('stage')) ?? null, page };
    case 'jobs':
      return second === undefined ? { screen: 'search', query: '', page } : { screen: 'job', id: second };
    case 'tokens':
      if (second !== undefined) return { screen: 'token', serial: second };
      return { screen: 'tokens', query: query.get('q') ?? '', page };
    case 'search':
      return { screen: 'search', query: query.get('q') ?? '', page };
    case 'seed-files':
    case 'stations':
    case 'people':
      return { screen: first };
    default:
      return { screen: 'nowhere' };
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
