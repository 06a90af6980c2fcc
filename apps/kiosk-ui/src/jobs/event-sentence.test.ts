import { NoticeKind, TickedStep } from '@depot/contracts';
import { beforeAll, expect, test } from 'vitest';
import { learn } from '../messages/message';
import { eventSentence } from './event-sentence';

beforeAll(() => Promise.all([learn('en'), learn('fr')]));

test('says what happened, and the facts worth knowing', () => {
  const event = { kind: 'job.shipped', facts: { carrier: 'Colissimo', tracking: '8R1', shipment: 'id' } };
  expect(eventSentence(event, 'en')).toEqual({
    text: 'Left the depot',
    details: ['Carrier: Colissimo', 'Tracking: 8R1'],
  });
  expect(eventSentence(event, 'fr').text).toBe('A quitté le dépôt');
});

test('has words in both languages for every notice that goes out, and for every tick of the guide', () => {
  const said = [
    ...NoticeKind.options.map((kind) => ({ kind: 'notice.sent', facts: { kind, channel: 'mail' } })),
    ...['ticked', 'unticked'].flatMap((how) =>
      TickedStep.options.map((kind) => ({ kind: `guide.${how}`, facts: { kind } })),
    ),
  ];
  for (const event of said)
    for (const language of ['en', 'fr'] as const) expect(eventSentence(event, language).text).not.toBe(event.kind);
});

test('says whose roles changed, from which to which', () => {
  const facts = { person: 'p', name: 'bob', before: ['operator'], roles: ['manager', 'helpdesk'], reason: 'moved' };
  expect(eventSentence({ kind: 'person.roles-set', facts }, 'en')).toEqual({
    text: 'Roles changed',
    details: ['Person: bob', 'Before: Operator', 'From then on: Manager, Helpdesk', 'Reason: moved'],
  });
  expect(eventSentence({ kind: 'person.roles-set', facts }, 'fr')).toEqual({
    text: 'Rôles changés',
    details: ['Personne : bob', 'Avant : Opérateur', 'Désormais : Responsable, Assistance', 'Raison : moved'],
  });
  const told = { kind: 'person.roles-told', facts: { person: 'p', before: ['admin'], roles: [] } };
  expect(eventSentence(told, 'en').details).toEqual(['Before: Admin', 'From then on: none']);
  // What the record no longer knows is not made up.
  expect(eventSentence({ kind: 'person.roles-set', facts: {} }, 'en').details).toEqual([]);
});

test('shows a kind it has no words for as it is', () => {
  expect(eventSentence({ kind: 'job.teleported', facts: {} }, 'en').text).toBe('job.teleported');
});

test('names what somebody allowed', () => {
  const event = {
    kind: 'job.permitted',
    facts: { kind: 'overwrite', reason: 'left the firm', profile: 3, triesLeft: null },
  };
  expect(eventSentence(event, 'en')).toEqual({
    text: 'Writing over a profile allowed',
    details: ['Reason: left the firm', 'Profile 3'],
  });
});

test('the first seed generation goes without saying', () => {
  expect(eventSentence({ kind: 'job.captured', facts: { generation: 1 } }, 'en').details).toEqual([]);
  expect(eventSentence({ kind: 'job.captured', facts: { generation: 2 } }, 'en').details).toEqual([
    'Seed generation 2',
  ]);
});

test('says the depot’s sentences in French, and leaves what somebody typed', () => {
  const declined = { kind: 'order.declined', facts: { because: 'Token 42 is retired. Take another one.' } };
  expect(eventSentence(declined, 'fr').details).toEqual(['Le jeton 42 est retiré. Prenez-en un autre.']);
  const destroyed = { kind: 'seed.destroyed', facts: { reason: 'the token arrived' } };
  expect(eventSentence(destroyed, 'fr').details).toEqual(['Raison : le jeton est arrivé']);
  const typed = { kind: 'job.returned', facts: { reason: 'the token arrived' } };
  expect(eventSentence(typed, 'fr').details).toEqual(['Raison : the token arrived']);
  const stopped = { kind: 'job.stopped', facts: { code: 'by-hand', detail: 'Nothing was written.' } };
  expect(eventSentence(stopped, 'fr').details).toEqual(['Nothing was written.']);
});
