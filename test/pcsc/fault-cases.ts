import type { BurnOutcome, DeviceErrorCode, Fault } from '@depot/devices';

/** The APDUs of a burn, in order. */
export const apdus = ['info', 'challenge', 'authenticate', 'configure', 'seed'] as const;

/** What goes wrong at one of them. With `killed` the token carries the command out, and nobody hears so. */
export const faults = {
  pulled: { kind: 'eject', heard: false },
  mute: { kind: 'mute', heard: false },
  'lost answer': { kind: 'lost-answer' },
  'status 6983': { kind: 'status-word', statusWord: 0x6983 },
  'status 6F00': { kind: 'status-word', statusWord: 0x6f00 },
  'pcscd killed': { kind: 'mute', heard: true },
} as const satisfies Record<string, Fault>;
export type FaultName = keyof typeof faults;

/** What is on the token afterwards: all as before, the new settings without a seed, or those and the new seed. */
export type TokenState = 'as before' | 'no seed' | 'new seed';

export interface Expected {
  readonly outcome: BurnOutcome['kind'];
  readonly code: DeviceErrorCode | 'ok';
  readonly state: TokenState;
}

const row = (outcome: Expected['outcome'], code: Expected['code'], state: TokenState): Expected => ({
  outcome,
  code,
  state,
});
const lostBefore = row('refused', 'link-lost', 'as before');

/** Written by hand, fault by fault, in the order of the APDUs. */
export const expected: Readonly<Record<FaultName, readonly Expected[]>> = {
  pulled: [
    lostBefore,
    lostBefore,
    lostBefore,
    row('uncertain', 'link-lost', 'as before'),
    row('uncertain', 'link-lost', 'no seed'),
  ],
  mute: [
    lostBefore,
    lostBefore,
    lostBefore,
    row('uncertain', 'link-lost', 'as before'),
    row('uncertain', 'link-lost', 'no seed'),
  ],
  'lost answer': [
    lostBefore,
    lostBefore,
    lostBefore,
    row('uncertain', 'link-lost', 'no seed'),
    row('uncertain', 'link-lost', 'new seed'),
  ],
  'status 6983': [
    row('refused', 'unknown-device', 'as before'),
    row('refused', 'not-authenticated', 'as before'),
    row('refused', 'not-authenticated', 'as before'),
    row('refused', 'not-authenticated', 'as before'),
    // Authenticated once more, and the seed written.
    row('burned', 'ok', 'new seed'),
  ],
  'status 6F00': [
    row('refused', 'unknown-device', 'as before'),
    row('refused', 'rejected', 'as before'),
    row('refused', 'rejected', 'as before'),
    row('uncertain', 'rejected', 'as before'),
    row('uncertain', 'rejected', 'no seed'),
  ],
  'pcscd killed': [
    lostBefore,
    lostBefore,
    lostBefore,
    row('uncertain', 'link-lost', 'no seed'),
    row('uncertain', 'link-lost', 'new seed'),
  ],
};

/** What the operator reads first; the advice for the code follows. Some are noticed as either of two things. */
export const firstSentences: Readonly<Record<FaultName, RegExp>> = {
  pulled: /^(The token left the field of the reader|The answer of the token was cut off)\. /,
  mute: /^The token did not answer in time\. /,
  'lost answer': /^(The token left the field of the reader|The answer of the token was cut off)\. /,
  'status 6983': /^(The token answered 6983 .+|What is on the reader does not describe itself)\. /,
  'status 6F00': /^(The token answered 6F00 .+|What is on the reader does not describe itself)\. /,
  'pcscd killed': /^(The connection to the reader broke off|The token left the field of the reader)\. /,
};
