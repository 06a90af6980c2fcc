import { generateKeyPairSync } from 'node:crypto';
import type { Client } from '../depot/client.js';

/** Pairs a station that never comes online. @returns its id */
export async function pairSample(admin: Client, name: string): Promise<string> {
  const { code } = await admin.post<{ code: string }>('stations/pairing-codes', { name });
  const key = (type: 'ed25519' | 'x25519'): object => {
    const pair = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
    return pair.publicKey.export({ format: 'jwk' });
  };
  const keys = { signingKey: key('ed25519'), sealingKey: key('x25519') };
  return (await admin.post<{ stationId: string }>('agents/pair', { code, name, ...keys })).stationId;
}
