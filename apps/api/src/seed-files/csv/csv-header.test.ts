import { describe, expect, it } from 'vitest';
import { readHeader } from './csv-header.js';
import { headerSignature } from './header-signature.js';

const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('the first line of a vendor’s CSV', () => {
  it.each([
    'Token Serial Number',
    'User Principal Name',
    'time interval in seconds',
    'TIME INTERVAL SECONDS',
    'timeintervalinseconds',
    'Intervalle de temps',
    'TokenSecretValue',
  ])('shows a long name as it is: %s', (name) => {
    expect(readHeader(`${name},Seed,Colour\n`).names).toEqual([name, 'Seed', 'Colour']);
  });

  it.each([seed, seed.toLowerCase(), 'GEZD GNBV GY3T QOJQ', 'abcd efgh abcd efgh', '3132-3334-3536-3738-3930-3132'])(
    'shows nothing of what may be a secret, whatever stands beside it: %s',
    (secret) => {
      expect(readHeader(`serial,${secret}\n`).names).toEqual(['serial', '…']);
      expect(readHeader(`2308736009159,${secret}\n`).names).toBeNull();
    },
  );

  it('in words that nobody knows is a header all the same', () => {
    expect(readHeader('Numero de appareil;Cle secrete encodee\n').names).toEqual([
      'Numero de appareil',
      'Cle secrete encodee',
    ]);
  });

  it('is not known by another one’s columns because both have long names', () => {
    const [one, other] = ['Token Serial Number,Token Secret Value', 'Token Secret Value,Token Serial Number'];
    expect(headerSignature(readHeader(one))).not.toBe(headerSignature(readHeader(other)));
  });
});
