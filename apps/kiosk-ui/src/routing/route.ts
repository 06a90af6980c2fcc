/** The screens, as the address after `#` names them. */
export type Screen =
  | { readonly name: 'home' }
  | { readonly name: 'choose-station' }
  | { readonly name: 'bench'; readonly stationId: string; readonly jobId: string | null }
  | { readonly name: 'line'; readonly stationId: string }
  | { readonly name: 'self' }
  | { readonly name: 'arrival'; readonly code: string }
  | { readonly name: 'batches' }
  | { readonly name: 'new-batch' }
  | { readonly name: 'batch'; readonly id: string }
  | { readonly name: 'parcels' }
  | { readonly name: 'escrow' }
  | { readonly name: 'helpdesk'; readonly jobId: string | null }
  | { readonly name: 'jobs'; readonly search: string }
  | { readonly name: 'job'; readonly id: string }
  | { readonly name: 'tokens' }
  | { readonly name: 'token'; readonly serial: string }
  | { readonly name: 'token-sheet'; readonly serial: string }
  | { readonly name: 'seed-files'; readonly id: string | null }
  | { readonly name: 'comparison' }
  | { readonly name: 'stations' }
  | { readonly name: 'people' }
  | { readonly name: 'you' }
  | { readonly name: 'keys' }
  | { readonly name: 'access-review' }
  | { readonly name: 'settings' };

/** Reads `#/…`; an address nobody knows leads home. */
export function parseScreen(hash: string): Screen {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?');
  const [first = '', second = '', third = ''] = path.split('/').map(decode);
  switch (first) {
    case 'station':
      if (second === '') return { name: 'choose-station' };
      return { name: 'bench', stationId: second, jobId: third === '' ? null : third };
    case 'line':
      return second === '' ? { name: 'choose-station' } : { name: 'line', stationId: second };
    case 'batches':
      if (second === 'new') return { name: 'new-batch' };
      return second === '' ? { name: 'batches' } : { name: 'batch', id: second };
    case 'helpdesk':
      return { name: 'helpdesk', jobId: second === '' ? null : second };
    case 'jobs':
      if (second !== '') return { name: 'job', id: second };
      return { name: 'jobs', search: new URLSearchParams(search).get('search') ?? '' };
    case 'tokens':
      if (second === '') return { name: 'tokens' };
      return { name: third === 'sheet' ? 'token-sheet' : 'token', serial: second };
    case 'seed-files':
      return { name: 'seed-files', id: second === '' ? null : second };
    case 'arrival':
      return { name: 'arrival', code: second };
    case 'self':
    case 'parcels':
    case 'escrow':
    case 'comparison':
    case 'stations':
    case 'people':
    case 'you':
    case 'keys':
    case 'access-review':
    case 'settings':
      return { name: first };
    default:
      return { name: 'home' };
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
