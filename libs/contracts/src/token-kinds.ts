import type { DisplaySeconds } from './token-choice.js';
import type { Algorithm, Period, TokenFamily } from './words.js';

/** What a family of programmable tokens can do, wherever its seed comes from. */
export interface TokenKind {
  readonly algorithms: readonly Algorithm[];
  /** Seconds between two codes. */
  readonly periods: readonly Period[];
  /** Seconds that the display stays on. */
  readonly displaySeconds: readonly DisplaySeconds[];
  /** Places for a seed on its largest model. The agent tells how many a device has. */
  readonly profiles: number;
  /** A profile has a line of its own on the screen, with a title. */
  readonly titled: boolean;
  /** Shows a new seed at once; others show it when they are switched off and on. */
  readonly showsAtOnce: boolean;
}

/**
 * The one table that the API refuses by and the screens offer by. Both families take whatever their configure command has a byte for.
 * Sources: `token2/openT2OTP` (single profile), `token2/molto2-tools` and `framefilter/keyroost` (Molto2).
 */
export const tokenKinds: Readonly<Record<TokenFamily, TokenKind>> = {
  'token2-single': {
    algorithms: ['SHA1', 'SHA256'],
    periods: [30, 60],
    displaySeconds: [15, 30, 60, 120],
    profiles: 1,
    titled: false,
    showsAtOnce: false,
  },
  molto2: {
    algorithms: ['SHA1', 'SHA256'],
    periods: [30, 60],
    displaySeconds: [15, 30, 60, 120],
    profiles: 100,
    titled: true,
    showsAtOnce: true,
  },
};
