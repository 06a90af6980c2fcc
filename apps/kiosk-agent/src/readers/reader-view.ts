import { type ReaderState, type ReaderView } from '@depot/contracts';
import { sentence } from './sentence.js';
import { type Presence, type PresenceMark } from './presence.js';

const states: Record<PresenceMark, ReaderState> = {
  unread: 'present',
  reading: 'busy',
  free: 'present',
  offered: 'busy',
  burning: 'busy',
  done: 'done',
  declined: 'declined',
  error: 'error',
};

/**
 * A reader as the station sees it.
 * @param unfit why no waiting order takes this free token; null when one may, or none waits
 */
export function readerView(reader: string, presence: Presence | null, unfit: string | null): ReaderView {
  if (presence === null) {
    const nothing = { family: null, serial: null, model: null, profile: null, orderId: null, detail: null };
    return { name: reader, state: 'idle', ...nothing };
  }
  const detail = presence.mark === 'free' ? unfit : presence.detail;
  return {
    name: reader,
    state: presence.mark === 'free' && unfit !== null ? 'declined' : states[presence.mark],
    // What lies on an open reader is of no family before it says so itself.
    family: presence.family === 'molto2' || presence.token !== null ? presence.family : null,
    serial: presence.token?.serial ?? null,
    model: presence.token?.model ?? null,
    profile: presence.profile,
    orderId: presence.orderId,
    detail: detail === null ? null : sentence(detail),
  };
}
