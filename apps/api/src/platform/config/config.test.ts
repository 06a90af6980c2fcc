import { describe, expect, it } from 'vitest';
import { readConfig } from './config.js';

describe('the configuration', () => {
  it('has a default for everything', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, databaseUrl: null, redisUrl: null, sample: false });
    expect([...config.roles]).toEqual(['http', 'worker']);
    expect(config.keyringFile).toBe(`${config.dataFolder}/keyring.json`);
  });

  it('reads an empty variable as one that is not set', () => {
    expect(readConfig({ DATABASE_URL: '', DEPOT_PORT: '' }).port).toBe(8080);
  });

  it.each([
    ['DEPOT_PORT', '80a', /DEPOT_PORT must be a port number/],
    ['DEPOT_PORT', '70000', /DEPOT_PORT must be 0 to 65535/],
    ['DEPOT_ROLES', 'http,cook', /DEPOT_ROLES must be http, worker/],
    ['DATABASE_URL', 'mysql://root:hunter2@db', /DATABASE_URL must be an address that begins with postgres:/],
    ['REDIS_URL', 'localhost', /REDIS_URL must be an address that begins with redis:/],
    ['GRAPH_URL', 'http://graph.example.org', /GRAPH_URL must begin with https/],
    ['ENTRA_AUTHORITY', 'login', /ENTRA_AUTHORITY must be an address/],
    ['DEPOT_LOG_LEVEL', 'loud', /DEPOT_LOG_LEVEL must be trace/],
    ['DEPOT_TRUST_PROXY', 'proxy.example.org', /DEPOT_TRUST_PROXY must be addresses or networks/],
    ['DEPOT_TRUST_PROXY', '10.0.0.0/33', /DEPOT_TRUST_PROXY must be addresses or networks/],
    ['DEPOT_METRICS_KEY', 'short', /DEPOT_METRICS_KEY must be at least 16/],
  ])('refuses a bad %s (%s) with a sentence that names it', (name, value, sentence) => {
    expect(() => readConfig({ [name]: value })).toThrow(sentence);
  });

  it('takes addresses, networks and names of networks for proxies', () => {
    const { trustedProxies } = readConfig({ DEPOT_TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8,192.0.2.7' });
    expect(trustedProxies).toEqual(['loopback', '10.0.0.0/8', 'fd00::/8', '192.0.2.7']);
  });

  it('does not repeat the value it refuses, which may hold a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://root:hunter2@db' })).not.toThrow(/hunter2/);
  });
});
