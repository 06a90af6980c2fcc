import { expect, test } from 'vitest';
import { modelOf, singleModels } from './models.js';

// token2/t2nfc_burner Token2Protocol.kt (MODELS).
test.each([
  ['8659612', 'OTPC-P1-i'],
  ['8659622', 'OTPC-P2-i'],
  ['8659621', 'OTPC-P2-i-NB'],
  ['8659600', 'miniOTP-2-i'],
  ['8659601', 'miniOTP-3-i'],
  ['8659609', 'miniOTP-3-i-NB'],
  ['8659610', 'C301-i'],
  ['8659632', 'C302-i'],
])('%s… is a %s', (prefix, name) => {
  expect(modelOf(`${prefix}0000001`)?.name).toBe(name);
});

test.each(['', '8659699000001', '865960', '18659622000001'])('"%s" is no known model', (serial) => {
  expect(modelOf(serial)).toBeNull();
});

test('the seed survives configuring on three models only', () => {
  const surviving = singleModels.filter((model) => model.seedSurvivesConfigure).map((model) => model.serialPrefix);
  expect(surviving.toSorted()).toEqual(['8659600', '8659612', '8659632']);
});
