import { problems } from '@depot/contracts';
import type { JobView, Problem, ReaderView, StationView } from '@depot/contracts';
import { describe, expect, it, test } from 'vitest';
import { render } from 'svelte/server';
import { ownProblem } from '../api/problem-error';
import { troubleOfJob, troubleOfProblem, troubleOfReaders, troubleOfStation } from './trouble-of';
import { troubleWords, wordsOfTroubles } from './trouble-words';
import TroublePicture from './TroublePicture.svelte';
import { troubleNames, troubles } from './troubles';

const holes = (text: string) => Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name ?? '');

describe.each(troubleNames)('%s', (name) => {
  it('has a picture of its own', () => {
    const pictures = troubleNames.map((each) =>
      render(TroublePicture, { props: { name: each } }).body.replace(each, ''),
    );
    const own = pictures[troubleNames.indexOf(name)] ?? '';
    expect(own.match(/<(path|rect|circle)/g)?.length ?? 0).toBeGreaterThan(3);
    expect(pictures.filter((each) => each === own)).toHaveLength(1);
  });

  it.each(['en', 'fr'] as const)('says in %s what happened and what to do, with nothing left open', (language) => {
    const words = wordsOfTroubles[language][name];
    const known = Object.fromEntries(troubles[name].knows.map((key) => [key, '42']));
    const said = troubleWords({ name, values: known }, language);
    expect([said.title, said.what, ...said.steps].filter((text) => text.trim() === '')).toEqual([]);
    expect(said.steps.length).toBeGreaterThan(0);
    expect([said.title, said.what, ...said.steps].flatMap(holes)).toEqual([]);
    for (const [key, text] of Object.entries(words.more ?? {})) expect(holes(text)).toEqual([key]);
  });

  it('says the same in both languages', () => {
    const { en, fr } = wordsOfTroubles;
    expect(Object.keys(fr[name].more ?? {})).toEqual(Object.keys(en[name].more ?? {}));
    expect(fr[name].steps.map((step) => holes(step))).toEqual(en[name].steps.map((step) => holes(step)));
    expect(fr[name].title).not.toBe(en[name].title);
  });
});

const problem = (code: keyof typeof problems, facts?: Record<string, unknown>): Problem => ({
  ...{ type: 'about:blank', code, detail: '', ...problems[code] },
  ...(facts === undefined ? {} : { facts }),
});

test.each([
  [problem('wrong-code', { jobId: 'x', job: 7, serial: '865', triesLeft: 3 }), 'wrong-code', /Tries left: 3/],
  [problem('clock-off', { job: 7, serial: '865', triesLeft: 3 }), 'clock-off', /865 shows codes of another time/],
  [problem('other-token-code', { job: 9, serial: '866' }), 'other-token', /866\. It belongs to job 9/],
  [problem('wrong-serial', { expected: '865', serial: '866' }), 'other-token', /Wanted here is token 865/],
  [problem('duplicate-serial', { job: 9, serial: '866' }), 'token-used', /866 has an owner/],
])('a problem that has a screen of its own shows what its facts say', (given, name, says) => {
  const trouble = troubleOfProblem(given);
  expect(trouble?.name).toBe(name);
  if (trouble !== null) expect(troubleWords(trouble, 'en').what).toMatch(says);
});

test('a lost connection is the depot away, an ended session is one, and most problems are notes', () => {
  expect(troubleOfProblem(ownProblem('connection-lost').problem)?.name).toBe('depot-away');
  expect(troubleOfProblem(problem('not-ready'))?.name).toBe('depot-away');
  expect(troubleOfProblem(problem('sign-in-needed'))?.name).toBe('session-expired');
  expect(troubleOfProblem(problem('address-missing'))).toBeNull();
  expect(troubleOfProblem(null)).toBeNull();
});

const reader: ReaderView = {
  ...{ name: 'Reader 1', state: 'idle', family: null, serial: null, model: null },
  ...{ profile: null, orderId: null, detail: null },
};
const station = (now: Partial<StationView>): StationView => ({
  ...{ id: 'a', name: 'Bench 1', online: true, paused: null, version: null, versionDiffers: false },
  ...{ lastSeenAt: null, benchUrl: null, readers: [reader], trouble: null, selfService: false, ...now },
});

test('a station without its agent, or without a reader, says which', () => {
  expect(troubleOfStation(station({}))).toBeNull();
  expect(troubleOfStation(station({ readers: [] }))?.name).toBe('reader-missing');
  expect(troubleOfStation(station({ trouble: 'No card service runs.' }))?.name).toBe('reader-missing');
  expect(troubleOfStation(station({ paused: 'a new reader comes' }))?.values['note']).toBe('a new reader comes');
  expect(troubleOfStation(station({ online: false, readers: [] }))?.name).toBe('agent-offline');
});

test('a declined token is told while it lies there, and gone with it', () => {
  const declinedAs = { kind: 'other-job', serial: '866', job: 9, wanted: null } as const;
  const job = { order: { declinedAs } } as unknown as JobView;
  const lies: ReaderView = { ...reader, state: 'declined', serial: '866' };
  expect(troubleOfReaders([job], [lies])).toEqual({ name: 'other-token', values: { serial: '866', job: 9 } });
  expect(troubleOfReaders([job], [reader])).toBeNull();
  const used = { order: { declinedAs: { ...declinedAs, kind: 'in-use' } } } as unknown as JobView;
  expect(troubleOfReaders([used], [lies])?.name).toBe('token-used');
});

test('a job at another station says where', () => {
  const job = { number: 7, serial: '865', stationId: 'b', stationName: 'Bench 2' } as JobView;
  expect(troubleOfJob(job, 'b')).toBeNull();
  expect(troubleOfJob(job, 'a')).toEqual({
    name: 'job-elsewhere',
    values: { job: 7, station: 'Bench 2', serial: '865' },
  });
});
