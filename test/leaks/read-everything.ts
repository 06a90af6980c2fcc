import { Role } from '@depot/contracts';
import type { WatchedDepot } from './watched-depot.js';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Asks for every address that can be read, of everything there is, as every role. @returns how many were answered */
export async function readEverything(depot: WatchedDepot): Promise<number> {
  const { manager } = depot.clients;
  const document = await manager.get<OpenApi>('openapi.json');
  const batches = await manager.get<{ id: string }[]>('batches');
  const { jobs } = await manager.get<{ jobs: { id: string; serial: string | null }[] }>('jobs');
  const ids = { batches: batches.map(({ id }) => id), jobs: jobs.map(({ id }) => id), stations: [depot.station.id] };
  const serials = jobs.flatMap(({ serial }) => (serial === null ? [] : [serial]));
  const paths = Object.entries(document.paths)
    .filter(([path, methods]) => 'get' in methods && path !== '/api/events')
    .flatMap(([path]) => {
      if (path.includes('{serial}')) return serials.map((serial) => path.replace('{serial}', serial));
      const [, kind = ''] = /^\/api\/(?:helpdesk\/)?(\w+)\/\{id\}/.exec(path) ?? [];
      return kind === '' ? [path] : ids[kind as keyof typeof ids].map((id) => path.replace('{id}', id));
    });
  let answered = 0;
  for (const path of paths) {
    for (const role of Role.options) {
      const answer = await fetch(depot.url + path, { headers: { cookie: depot.clients[role].cookie } });
      await answer.arrayBuffer();
      if (answer.ok) answered += 1;
    }
  }
  return answered;
}
