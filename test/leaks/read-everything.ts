import { Role } from '@depot/contracts';
import type { WatchedDepot } from './watched-depot.js';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Asks for every address that can be read, of everything there is, as every role. @returns how many were answered */
export async function readEverything(depot: WatchedDepot): Promise<number> {
  const { manager, admin, helpdesk } = depot.clients;
  const document = await manager.get<OpenApi>('openapi.json');
  const batches = await manager.get<{ id: string }[]>('batches');
  const { jobs } = await manager.get<{ jobs: { id: string; serial: string | null }[] }>('jobs');
  const files = await admin.get<{ id: string }[]>('seed-files');
  const checks: string[] = [];
  for (const { id } of jobs) {
    const { check } = await helpdesk.get<{ check: { id: string } | null }>(`helpdesk/jobs/${id}`);
    if (check !== null) checks.push(check.id);
  }
  const ids: Readonly<Record<string, readonly string[]>> = {
    batches: batches.map(({ id }) => id),
    jobs: jobs.map(({ id }) => id),
    stations: [depot.station.id],
    'seed-files': files.map(({ id }) => id),
    checks,
  };
  const serials = jobs.flatMap(({ serial }) => (serial === null ? [] : [serial]));
  const paths = Object.entries(document.paths)
    .filter(([path, methods]) => 'get' in methods && path !== '/api/events')
    .flatMap(([path]) => {
      if (path.includes('{serial}')) return serials.map((serial) => path.replace('{serial}', serial));
      const [, kind] = /^\/api\/(?:helpdesk\/)?([\w-]+)\/\{id\}/.exec(path) ?? [];
      if (kind === undefined) return [path];
      const known = ids[kind];
      if (known === undefined) throw new Error(`Nobody has said where ids for ${path} come from.`);
      return known.map((id) => path.replace('{id}', id));
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
