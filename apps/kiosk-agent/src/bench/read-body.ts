import { type IncomingMessage } from 'node:http';
import { BenchRefusal } from './bench-refusal.js';

const longest = 16 * 1024;

/** The body as JSON; an empty one is an empty object. @throws BenchRefusal */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longest) throw new BenchRefusal('The request is too long.');
    parts.push(part);
  }
  const text = Buffer.concat(parts).toString('utf8');
  try {
    return text === '' ? {} : (JSON.parse(text) as unknown);
  } catch {
    throw new BenchRefusal('The request is not JSON.');
  }
}
