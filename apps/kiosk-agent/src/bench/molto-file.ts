import { type VirtualMoltoSnapshot } from '@depot/devices';
import { z } from 'zod';
import { PlasticFile } from './plastic-file.js';

const hex = z.string().regex(/^([0-9a-f]{2})*$/);
const ProfileSnapshot = z.object({
  seed: hex,
  title: z.string(),
  displayByte: z.int(),
  algorithmByte: z.int(),
  digitsByte: z.int(),
  periodByte: z.int(),
  clockOffsetSeconds: z.number(),
});
const Snapshot = z.object({
  moltos: z.array(
    z.object({
      kind: z.literal('molto2'),
      serial: z.string(),
      model: z.enum(['Molto2', 'Molto2 v2']),
      key: hex.length(32),
      triesLeft: z.int().min(0).max(15),
      clockOffsetSeconds: z.number(),
      clockErrorSeconds: z.number(),
      profiles: z.record(z.string(), ProfileSnapshot),
    }),
  ),
});

/** `virtual-moltos.json`: the virtual Molto2, with their seeds and customer keys. */
export class MoltoFile extends PlasticFile<{ readonly moltos: readonly VirtualMoltoSnapshot[] }> {
  constructor(folder: string) {
    super({ folder, name: 'virtual-moltos.json' }, Snapshot);
  }
}
