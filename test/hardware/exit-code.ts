/** How the hardware test ends. */
export const exitCode = {
  /** Burned, and its code proved it. */
  proved: 0,
  /** Nothing was written to any token. */
  refused: 1,
  /** What was typed is not enough, or not understood; no reader was touched. */
  misused: 2,
  /** The token was written to, or may have been, and no code proved it. */
  unproved: 3,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
