import { expect, it } from 'vitest';
import { plainHttpWarning } from './plain-http.js';

const plain = { tls: null, trustedProxies: [] };
const files = { cert: '/depot.crt', key: '/depot.key' };

it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost', 'LOCALHOST'])(
  'plain http on %s is nobody else’s business',
  (host) => {
    expect(plainHttpWarning({ ...plain, host })).toBeNull();
  },
);

it.each(['0.0.0.0', '::', '192.0.2.7', 'depot.example.org'])(
  'plain http on %s is warned of, unless TLS is somewhere',
  (host) => {
    expect(plainHttpWarning({ ...plain, host })).toMatch(/Set DEPOT_TLS_CERT/);
    expect(plainHttpWarning({ ...plain, host, tls: files })).toBeNull();
    expect(plainHttpWarning({ ...plain, host, trustedProxies: ['10.0.0.0/8'] })).toBeNull();
  },
);
