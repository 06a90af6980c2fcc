import type { JobState } from '@depot/contracts';

/** What lies on a bench: everything a station took that has neither left the house nor ended. */
export const onBench: readonly JobState[] = [
  'capturing',
  'scanning',
  'burning',
  'importing',
  'verifying',
  'confirming',
  'recording',
  'registering',
  'activating',
  'packing',
  'packed',
  'shipping',
  'stopped',
  'uncertain',
];
