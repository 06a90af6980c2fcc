import type { TroubleWords } from './trouble-words';
import type { TroubleName } from './troubles';

export const troublesInEnglish: Readonly<Record<TroubleName, TroubleWords>> = {
  'reader-missing': {
    title: 'No reader can be used.',
    what: 'The agent of {station} is there, but has no reader to work with.',
    steps: [
      'Plug the reader’s cable in again, and look for its light.',
      'Nothing to press: as soon as the reader is there, it goes on.',
    ],
  },
  'agent-offline': {
    title: 'The agent of {station} is not connected.',
    what: 'The program beside the readers is off, or has no network. What is ordered waits for it; nothing is lost.',
    steps: [
      'Look whether the PC beside the readers is on and has network.',
      'Start the agent there: token-depot-agent run',
      'Nothing to press: as soon as it is connected, it goes on.',
    ],
  },
  'station-paused': {
    title: '{station} is paused.',
    what: 'The admin says: “{note}”',
    steps: [
      'Finish what is in hand: codes and parcels go on, nothing new is burned.',
      'Nothing to press: it goes on when the admin resumes it.',
    ],
  },
  'depot-away': {
    title: 'The depot cannot be reached.',
    what: 'Since {since}. Nothing is lost: what you see stays, and what you type or scan now is sent when the depot is back.',
    steps: [
      'Leave this page open: it tries again by itself.',
      'If it takes minutes, look whether this PC has network, and tell the admin.',
    ],
  },
  'session-expired': {
    title: 'Your session has ended, {name}.',
    what: 'You were signed in for long, or somebody ended it. What you were doing stands here as you left it.',
    steps: ['Sign in again: it goes on where it stood.'],
  },
  'job-elsewhere': {
    title: 'Job {job} is at another station now.',
    what: '{station} took it over.',
    more: { serial: 'Its token is {serial}.' },
    steps: ['If its token is in your hand, bring it to {station}.', 'Go on with the next job.'],
  },
  'other-token': {
    title: 'This is another job’s token.',
    what: 'In your hand is token {serial}.',
    more: { job: 'It belongs to job {job}.', wanted: 'Wanted here is token {wanted}.' },
    steps: ['Put token {serial} aside for its own job.', 'Take the token that is wanted here.'],
  },
  'token-used': {
    title: 'This token is in use already.',
    what: 'Token {serial} has an owner and was not declared returned: nothing is written on it.',
    more: { job: 'It belongs to job {job}.' },
    steps: ['Put token {serial} aside.', 'Take a fresh one.', 'If it did come back, an admin declares it returned.'],
  },
  'wrong-code': {
    title: 'The code does not match.',
    what: 'It was misread, or belongs to another token.',
    more: { serial: 'Wanted is the code of token {serial}.', triesLeft: 'Tries left: {triesLeft}.' },
    steps: ['Switch the token off and on again.', 'Type the six digits that it shows then.'],
  },
  'clock-off': {
    title: 'The token’s clock may be far off.',
    what: 'Token {serial} shows codes of another time.',
    more: { triesLeft: 'Tries left: {triesLeft}.' },
    steps: [
      'Wait until the token shows its next code.',
      'Type that too: two codes in a row find the clock.',
      'If that is refused again, something is wrong with this token.',
    ],
  },
};
