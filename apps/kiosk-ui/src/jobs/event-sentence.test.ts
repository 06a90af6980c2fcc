import type { EventView } from '@depot/contracts';
import { describe, expect, test } from 'vitest';
import { en } from '../messages/en.js';
import { fr } from '../messages/fr.js';
import { eventSentence } from './event-sentence.js';

const event = (given: Partial<EventView>): EventView => ({
  seq: 1,
  at: '2025-11-22T09:00:00Z',
  kind: 'job.proved',
  actor: { kind: 'person', name: 'ada' },
  batchId: null,
  jobId: null,
  stationId: null,
  serial: null,
  facts: {},
  ...given,
});

describe('the sentence for an event', () => {
  test('says what is known of it', () => {
    const posted = event({ kind: 'job.posted', facts: { carrier: 'La Poste', tracking: '6A1' } });
    expect(eventSentence(posted, en)).toBe('Parcel closed: La Poste, 6A1.');
    expect(eventSentence(posted, fr)).toBe('Colis fermé : La Poste, 6A1.');
  });

  test('leaves out what is not', () => {
    expect(eventSentence(event({ kind: 'job.posted', facts: { carrier: 'La Poste' } }), en)).toBe(
      'Parcel closed: La Poste.',
    );
    expect(eventSentence(event({ kind: 'job.proved' }), en)).toBe('Proved by the token’s code.');
  });

  test('shows a drift of zero seconds', () => {
    expect(eventSentence(event({ facts: { drift: 0 } }), en)).toBe('Proved by the token’s code; drift 0 s.');
  });

  test('calls a route by its name', () => {
    expect(eventSentence(event({ kind: 'job.created', facts: { route: 'own-seed' } }), fr)).toBe(
      'Dossier créé par la voie Notre propre secret.',
    );
  });

  test('is the raw kind where there are no words yet', () => {
    expect(eventSentence(event({ kind: 'moon.landed' }), en)).toBe('moon.landed');
  });
});
