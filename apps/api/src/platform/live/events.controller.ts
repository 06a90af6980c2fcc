import { Controller, Get, Headers, Req, Res } from '@nestjs/common';
import type { LiveEvent, Me } from '@depot/contracts';
import type { FastifyReply } from 'fastify';
import { sessionCookie } from '../../accounts/session-cookie.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { SignedIn, WhoAsks } from '../../accounts/roles.js';
import type { SignedInRequest } from '../../accounts/roles.js';
import { LiveFeed } from './live-feed.js';

@Controller('events')
export class EventsController {
  constructor(
    private readonly feed: LiveFeed,
    private readonly accounts: AccountsService,
  ) {}

  /** Server-sent events: `id` is the place in the chain, `data` a LiveEvent. Resumes by `Last-Event-ID`. */
  @Get()
  @SignedIn()
  async stream(
    @Headers('last-event-id') lastEventId: string | undefined,
    @WhoAsks() me: Me,
    @Req() request: SignedInRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const response = reply.hijack().raw;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    // HEAD comes here too, and a stream without a body would never end.
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const after = Number(lastEventId);
    let sent = this.feed.last;
    const held: { readonly event: LiveEvent; readonly passes: boolean }[] = [];
    let replaying = true;
    const write = (text: string): void => {
      if (!response.writableEnded) response.write(text);
    };
    const send = (event: LiveEvent): void => {
      write(`id: ${String(event.seq)}\ndata: ${JSON.stringify(event)}\n\n`);
    };
    const stop = this.feed.watch((event, passes) => {
      if (replaying) held.push({ event, passes });
      else send(event);
    });
    // Whoever has signed out, or whose session has ended, hears no more.
    const leave = this.accounts.whenOver(request.cookies[sessionCookie] ?? '', me, () => response.end());
    const heartbeat = setInterval(() => {
      write(': still here\n\n');
    }, 15_000);
    response.on('close', () => {
      clearInterval(heartbeat);
      leave();
      stop();
    });
    write('retry: 1000\n\n');
    if (Number.isSafeInteger(after) && after > 0 && after <= this.feed.last) {
      try {
        for (const event of await this.feed.since(after)) {
          send(event);
          sent = event.seq;
        }
      } catch {
        // The record is away. The browser comes again and asks for the same.
        response.end();
        return;
      }
    }
    replaying = false;
    for (const { event, passes } of held) if (passes || event.seq > sent) send(event);
  }
}
