import { type DrawerToken } from '@depot/devices';

/** A virtual token as one sees it from outside. */
export interface TokenView {
  readonly serial: string;
  readonly model: string;
  readonly on: boolean;
  readonly hasSeed: boolean;
  /** Six digits; null when it is off or has none to show. */
  readonly display: string | null;
  /** Until the display changes, by the token's own clock; null when it shows nothing. */
  readonly secondsLeft: number | null;
  /** Its clock is this many seconds ahead of what it was set to. */
  readonly clockError: number;
  /** The name of the reader it lies on. */
  readonly reader: string | null;
}

export function hasSeed(token: DrawerToken): boolean {
  return token.snapshot().seed !== '';
}

/** Seconds between two codes, and the token's own time. @param now true time in seconds */
function timing(token: DrawerToken, now: number): { period: number; clock: number } {
  if (token.kind === 'classic') return { period: token.snapshot().period, clock: token.clock(now) };
  // 3C is 60 s on the wire.
  return { period: token.snapshot().periodByte === 0x3c ? 60 : 30, clock: token.clock(now) };
}

export function tokenView(token: DrawerToken, { reader, now }: { reader: string | null; now: number }): TokenView {
  const { period, clock } = timing(token, now);
  const display = token.display(now);
  return {
    serial: token.serial,
    model: token.kind === 'classic' ? 'Classic' : (token.model?.name ?? 'Unknown'),
    on: token.isOn,
    hasSeed: hasSeed(token),
    display,
    secondsLeft: display === null ? null : period - (Math.floor(clock) % period),
    clockError: token.clockErrorSeconds,
    reader,
  };
}
