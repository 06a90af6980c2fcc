import { expect, test } from 'vitest';
import { benchWith, litToken, noon, restrictedSerial } from '../bench.fixture.js';
import { identify } from './identify.js';

test('a token says its serial, its model and its clock', async () => {
  const { card } = await benchWith(litToken({ clockErrorSeconds: 12 }));
  expect(await identify(card)).toMatchObject({
    serial: restrictedSerial,
    model: { name: 'OTPC-P2-i', seedSurvivesConfigure: false },
    clock: noon + 12,
  });
});

test('a serial of no known model is refused by name', async () => {
  const { card } = await benchWith(litToken({ serial: '86599990000001' }));
  await expect(identify(card)).rejects.toMatchObject({
    code: 'unknown-model',
    message: expect.stringMatching(/86599990000001/) as string,
  });
});

test.each([0x6d00, 0x6e00, 0x6a82, 0x6983])('what answers %i is no token of ours', async (statusWord) => {
  const token = litToken();
  token.faults.arm({ fault: { kind: 'status-word', statusWord } });
  const { card } = await benchWith(token);
  await expect(identify(card)).rejects.toMatchObject({
    code: 'unknown-device',
    statusWord,
    message: expect.stringMatching(/first generation/) as string,
  });
});

test('what answers 9000 and nothing else is no token of ours', async () => {
  const token = litToken();
  token.faults.arm({ fault: { kind: 'status-word', statusWord: 0x9000 } });
  const { card } = await benchWith(token);
  await expect(identify(card)).rejects.toMatchObject({ code: 'unknown-device' });
});

test('a token taken away meanwhile is a lost link', async () => {
  const token = litToken();
  token.faults.arm({ fault: { kind: 'eject', heard: true } });
  const { card } = await benchWith(token);
  await expect(identify(card)).rejects.toMatchObject({ code: 'link-lost' });
});
