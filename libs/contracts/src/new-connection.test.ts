import { expect, it } from 'vitest';
import { NewConnection } from './requests.js';

const sample = {
  entraTenant: 'contoso.onmicrosoft.com',
  clientId: '66666666-7777-4888-9999-aaaaaaaaaaaa',
  proof: { secret: 'sample-secret' },
  reason: 'a sample',
};

it('takes a client secret as it was copied, with the blanks and line ends around it', () => {
  const { proof } = NewConnection.parse({ ...sample, proof: { secret: ' sample-secret\r\n' } });
  expect(proof).toEqual({ secret: 'sample-secret' });
  expect(NewConnection.safeParse({ ...sample, proof: { secret: ' \n' } }).success).toBe(false);
});

it.each([
  ['contoso.com', true],
  ['11111111-2222-4333-8444-555555555555', true],
  [' Contoso.COM ', true],
  ['contoso', false],
  ['common', false],
  ['contoso..com', false],
  ['https://contoso.com', false],
])('takes a directory id or a domain for a tenant: %s', (entraTenant, isOne) => {
  expect(NewConnection.safeParse({ ...sample, entraTenant }).success).toBe(isOne);
});
