import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import type { LiveEvent, Me } from '@depot/contracts';
import type { FastifyReply } from 'fastify';
import { expect, it } from 'vitest';
import type { AccountsService } from '../../accounts/accounts.service.js';
import type { SignedInRequest } from '../../accounts/roles.js';
import { EventsController } from './events.controller.js';
import type { LiveFeed } from './live-feed.js';

const event = (seq: number, kind = 'job.moved'): LiveEvent => ({
  ...{ seq, kind, batchId: null, jobId: null, stationId: null, state: null },
});

/** A browser that comes back and has heard of all up to `after`, while the feed is at 10. */
function comeBack(since: (tell: (event: LiveEvent, passes: boolean) => void) => Promise<LiveEvent[]>) {
  let tell: (event: LiveEvent, passes: boolean) => void = () => undefined;
  const feed = {
    last: 10,
    watch: (listener: typeof tell) => {
      tell = listener;
      return () => undefined;
    },
    since: () => since(tell),
  };
  const response = Object.assign(new PassThrough(), { writeHead: () => undefined });
  const controller = new EventsController(
    feed as unknown as LiveFeed,
    { whenOver: () => () => undefined } as unknown as AccountsService,
  );
  const reply = { hijack: () => ({ raw: response as unknown as ServerResponse }) } as unknown as FastifyReply;
  const request = { method: 'GET', cookies: {} } as unknown as SignedInRequest;
  const streaming = controller.stream('8', {} as Me, request, reply);
  return { response, streaming };
}

it('ends a stream whose missed events cannot be read, so that the browser comes again: it would hear of nothing for good', async () => {
  const { response, streaming } = comeBack(() => Promise.reject(new Error('the record is away')));
  await streaming;
  expect(response.writableEnded).toBe(true);
});

it('sends what was missed, and once what came meanwhile, and what passed meanwhile too', async () => {
  const { response, streaming } = comeBack((tell) => {
    for (const seq of [10, 11]) tell(event(seq), false);
    tell(event(10, 'reader.changed'), true);
    return Promise.resolve([event(9), event(10)]);
  });
  await streaming;
  const text = String(response.read());
  response.destroy();
  expect([...text.matchAll(/id: (\d+)\ndata: .*?"kind":"([^"]+)"/g)].map(([, ...found]) => found)).toEqual([
    ['9', 'job.moved'],
    ['10', 'job.moved'],
    ['11', 'job.moved'],
    ['10', 'reader.changed'],
  ]);
});
