import { expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.js';
import { cbcMac, commandMac, securedApdu } from './mac.js';
import { deviceKey } from './token2-single/device-key.js';

// token2/molto2-tools: the MAC of its specification, under the default customer key.
test('the MAC of an unaligned text is the one of the vendor', () => {
  const key = fromHex('099250fdb017f442da429ecbbee17f79');
  expect(toHex(cbcMac(key, new TextEncoder().encode('hello world test!!')))).toBe('2cf7c205');
});

test('the class is 80 inside the MAC and 84 on the wire, where the length counts the MAC', () => {
  const header = { ins: 0xd4, p1: 0x01, p2: 0x02 };
  const body = fromHex('aabbcc');
  const mac = toHex(cbcMac(deviceKey, fromHex('80 d4 01 02 03 aabbcc')));
  expect(toHex(commandMac(deviceKey, { header, body }))).toBe(mac);
  expect(toHex(securedApdu(deviceKey, { header, body }))).toBe(`84d4010207aabbcc${mac}`);
});

test('an aligned text is not padded', () => {
  const aligned = fromHex('80d4000003aabbcc0000000000000000');
  expect(cbcMac(deviceKey, aligned)).not.toEqual(cbcMac(deviceKey, fromHex(`${toHex(aligned)}80${'00'.repeat(15)}`)));
});
