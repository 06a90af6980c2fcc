import { writingsOf } from './encodings.js';
import type { Encoding, View } from './encodings.js';
import { ManyNeedles } from './many-needles.js';
import type { Needle } from './many-needles.js';
import { unfold } from './unfold.js';
import { views } from './views.js';

interface Label {
  readonly seed: string;
  readonly encoding: Encoding;
}

/** Seeds by name, with the writings each was found in. */
export type Findings = Map<string, Set<Encoding>>;

const names = ['itself', 'squeezed', 'numbers'] as const satisfies View[];
/** Wrapping in wrapping in wrapping; of large pieces only what lies under the first layer. */
const depth = { layers: 3, large: 1 << 20 };

/** Looks for seeds, in every writing, wrapped or not. */
export class Finder {
  readonly #needles: ReadonlyMap<View, ManyNeedles<Label>>;

  constructor(seeds: ReadonlyMap<string, Uint8Array>) {
    const needles = new Map<View, Needle<Label>[]>(names.map((view) => [view, []]));
    for (const [seed, bytes] of seeds) {
      for (const { view, encoding, bytes: needle } of writingsOf(bytes))
        needles.get(view)?.push({ bytes: needle, label: { seed, encoding } });
    }
    this.#needles = new Map([...needles].map(([view, some]) => [view, new ManyNeedles(some)]));
  }

  /** A seed that is found in clear is not looked for in what is wrapped. */
  find(bytes: Uint8Array): Findings {
    const found: Findings = new Map();
    this.#look(bytes, found, 0);
    return found;
  }

  #look(bytes: Uint8Array, found: Findings, layer: number): void {
    const here: Findings = new Map();
    for (const view of names) {
      for (const { seed, encoding } of this.#needles.get(view)?.find(views[view](bytes)) ?? [])
        here.set(seed, (here.get(seed) ?? new Set()).add(encoding));
    }
    for (const [seed, encodings] of here) if (!found.has(seed)) found.set(seed, encodings);
    if (layer === depth.layers || (layer > 0 && bytes.length > depth.large)) return;
    for (const inner of unfold(bytes)) this.#look(inner, found, layer + 1);
  }
}
