import type { NewBatch, RecipientsReport } from '@depot/contracts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Draft } from './draft.svelte';

/** What the API was asked, each answered when the test says so. */
let asked: { readonly request: NewBatch; readonly answer: (response: Response) => void }[] = [];
beforeEach(() => {
  asked = [];
  vi.stubGlobal('fetch', (_path: string, { body }: { body: string }) => {
    const request = JSON.parse(body) as NewBatch;
    return new Promise<Response>((answer) => asked.push({ request, answer }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const clean: RecipientsReport = { good: 2, bad: [], warnings: [] };
const oneBad: RecipientsReport = {
  good: 1,
  bad: [{ line: 2, reason: 'This is no UPN.' }],
  warnings: [],
};

it('judges what is in the form by now, and not by what was in it before', async () => {
  const draft = new Draft();
  draft.take('the first list', 'first.csv');
  const rehearsed = draft.rehearse();
  draft.take('the second list', 'second.csv');
  await draft.rehearse();
  asked[0]?.answer(Response.json(oneBad));
  await expect.poll(() => asked.length).toBe(2);
  expect(draft.report).toBeNull();
  asked[1]?.answer(Response.json(clean));
  await rehearsed;
  expect(asked.map(({ request }) => request.csv)).toEqual(['the first list', 'the second list']);
  expect(draft.report).toEqual(clean);
  void draft.make();
  expect(asked[2]?.request).toMatchObject({ csv: 'the second list', takeGood: false });
});

it('says nothing of a list that was refused and is no longer there', async () => {
  const draft = new Draft();
  draft.take('the first list', 'first.csv');
  const rehearsed = draft.rehearse();
  draft.change();
  asked[0]?.answer(new Response('', { status: 502 }));
  await expect.poll(() => asked.length).toBe(2);
  asked[1]?.answer(Response.json(clean));
  await rehearsed;
  expect(draft.attempt.problem).toBeNull();
  expect(draft.report).toEqual(clean);
});

it('rehearses once where nothing was changed', async () => {
  const draft = new Draft();
  draft.take('the list', 'list.csv');
  const rehearsed = draft.rehearse();
  asked[0]?.answer(Response.json(oneBad));
  await rehearsed;
  expect(asked).toHaveLength(1);
  expect(draft.report).toEqual(oneBad);
});

it('is asked for again under the same id, until an answer comes or anything is changed, a tick too', async () => {
  const draft = new Draft();
  draft.take('the list', 'list.csv');
  const ids: (string | undefined)[] = [];
  async function make(answer: Response): Promise<void> {
    const made = draft.make();
    ids.push(asked.at(-1)?.request.id);
    asked.at(-1)?.answer(answer);
    await made;
  }
  const nobody = (): Response => new Response('', { status: 502 });
  await make(nobody());
  await make(nobody());
  draft.selfService = true;
  await make(nobody());
  await make(Response.json({ id: ids[2], good: 1, bad: [] }));
  await make(nobody());
  const [first, again, changed, changedAgain, another] = ids;
  expect([again, changedAgain]).toEqual([first, changed]);
  expect(new Set([first, changed, another]).size).toBe(3);
  expect(first).toBeDefined();
});
