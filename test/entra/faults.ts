/** Every way in which the emulator can fail. What it does to the write is in the name. */
export const faultKinds = [
  /** 429 with Retry-After; nothing was done. */
  'throttled',
  /** 503 with Graph's envelope; nothing was done. */
  'unavailable',
  /** 504 with a gateway's HTML; nothing was done. */
  'gateway',
  /** The connection goes before anything was done. */
  'lost-before',
  /** It was done, and then 500. */
  'failed-after',
  /** It was done, and the connection goes before the answer. */
  'lost-after',
  /** It was done, and the answer takes a second longer. */
  'slow',
] as const;
/** The last refuses what was sent as a whole, as of a wrong request: nothing that comes by chance. */
export type FaultKind = (typeof faultKinds)[number] | 'refused';

export interface FaultPlan {
  /** How many of the calls fail, 0 to 1. */
  share: number;
  kinds: readonly FaultKind[];
}

interface Planned {
  readonly kind: FaultKind;
  readonly when: (route: string) => boolean;
}

/** Which call fails, and how: by share, drawn with the given randomness, or the very next one of a route. */
export class Faults {
  plan: FaultPlan = { share: 0, kinds: faultKinds };
  /** Seconds, of those that are throttled. */
  retryAfter = 1;
  readonly happened = new Map<FaultKind, number>();
  readonly #next: Planned[] = [];
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** @param route as the emulator's table writes it, `POST /users/{id}/…`; any call where it is left out */
  failNext(kind: FaultKind, route?: string): void {
    this.#next.push({ kind, when: (called) => route === undefined || called === route });
  }

  draw(route: string): FaultKind | null {
    const at = this.#next.findIndex(({ when }) => when(route));
    const planned = at < 0 ? undefined : this.#next.splice(at, 1)[0];
    const kind = planned?.kind ?? this.#byShare();
    if (kind !== null) this.happened.set(kind, (this.happened.get(kind) ?? 0) + 1);
    return kind;
  }

  #byShare(): FaultKind | null {
    const { share, kinds } = this.plan;
    if (kinds.length === 0 || this.#random() >= share) return null;
    return kinds[Math.floor(this.#random() * kinds.length)] ?? null;
  }
}
