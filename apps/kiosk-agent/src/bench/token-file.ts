import { type DrawerSnapshot } from '@depot/devices';
import { z } from 'zod';
import { PlasticFile } from './plastic-file.js';

const shared = { serial: z.string(), seed: z.string().regex(/^([0-9a-f]{2})*$/), clockErrorSeconds: z.number() };
const Snapshot = z.object({
  tokens: z.array(
    z.discriminatedUnion('kind', [
      z.object({
        ...shared,
        kind: z.literal('programmable'),
        displayByte: z.int(),
        algorithmByte: z.int(),
        periodByte: z.int(),
        clockOffsetSeconds: z.number(),
      }),
      z.object({
        ...shared,
        kind: z.literal('classic'),
        algorithm: z.enum(['SHA1', 'SHA256']),
        period: z.union([z.literal(30), z.literal(60)]),
      }),
    ]),
  ),
});

/** `virtual-tokens.json`: the virtual tokens of one profile, and classic ones. */
export class TokenFile extends PlasticFile<DrawerSnapshot> {
  constructor(folder: string) {
    super({ folder, name: 'virtual-tokens.json' }, Snapshot);
  }
}
