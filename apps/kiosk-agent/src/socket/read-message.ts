import { ServerMessage } from '@depot/contracts';
import { type RawData } from 'ws';

/** A message of the API; null when this agent does not understand it. */
export function readMessage(data: RawData): ServerMessage | null {
  try {
    return ServerMessage.safeParse(JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '')).data ?? null;
  } catch {
    return null;
  }
}
