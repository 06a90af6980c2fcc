import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';

/** Until when an answer waits for the rest of its request. */
export interface Patience {
  readonly bytes: number;
  readonly ms: number;
}

/**
 * Has what nobody reads of a request read and thrown away before it is answered: a connection that is closed while its
 * other end still sends is reset, and the answer, which says what is wrong with what is sent, is lost on the way. What
 * says that it is longer than our patience is answered at once.
 */
export function hearOut(fastify: Pick<FastifyInstance, 'addHook'>, patience: Patience): void {
  fastify.addHook('onSend', async ({ raw }) => {
    const { 'content-length': declared, 'transfer-encoding': inPieces } = raw.headers;
    const hasBody = declared !== undefined || inPieces !== undefined;
    if (hasBody && !raw.complete && !raw.destroyed && Number(declared ?? 0) <= patience.bytes)
      await readOn(raw, patience);
  });
}

async function readOn(request: IncomingMessage, { bytes, ms }: Patience): Promise<void> {
  const enough = new AbortController();
  let heard = 0;
  const count = (piece: Uint8Array): void => {
    heard += piece.length;
    if (heard > bytes) enough.abort();
  };
  request.on('data', count);
  await finished(request, { signal: AbortSignal.any([enough.signal, AbortSignal.timeout(ms)]) }).catch(() => undefined);
  request.off('data', count);
}
