/**
 * Something that goes wrong between a reader and a virtual token. `heard` tells whether the token still carries the
 * command out: from outside, the two look the same.
 */
export type Fault =
  /** The token leaves the reader. */
  | { readonly kind: 'eject'; readonly heard: boolean }
  /** No answer, until the reader gives up. */
  | { readonly kind: 'mute'; readonly heard: boolean }
  /** The command is carried out, the answer is empty. */
  | { readonly kind: 'lost-answer' }
  /** The command is not carried out, the answer is this status word. */
  | { readonly kind: 'status-word'; readonly statusWord: number }
  /** The command is carried out; where the answer tells the serial, it tells this one. */
  | { readonly kind: 'serial'; readonly serial: string };

/** When a fault strikes. Plain JSON. A rule with neither `apdu` nor `instruction` strikes at the next APDU. */
export interface FaultRule {
  readonly fault: Fault;
  /** Only the n-th APDU heard after arming, from 1. */
  readonly apdu?: number;
  /** Only this instruction byte. */
  readonly instruction?: number;
  /** How often, once by default. */
  readonly times?: number | 'always';
}

interface ArmedRule {
  readonly rule: FaultRule;
  heard: number;
  left: number;
}

/** The faults armed on one virtual token. The first rule that fits an APDU strikes; without one all goes well. */
export class FaultPlan {
  readonly #armed = new Set<ArmedRule>();

  /** Arms a rule and returns the way to disarm it. */
  arm(rule: FaultRule): () => void {
    const armed: ArmedRule = { rule, heard: 0, left: rule.times === 'always' ? Infinity : (rule.times ?? 1) };
    this.#armed.add(armed);
    return () => void this.#armed.delete(armed);
  }

  disarmAll(): void {
    this.#armed.clear();
  }

  /** The fault that strikes this APDU, or null. Counts the APDU, so call it once for each. */
  next(apdu: Uint8Array): Fault | null {
    for (const armed of this.#armed) armed.heard += 1;
    for (const armed of this.#armed) {
      if (!fits(armed, apdu)) continue;
      armed.left -= 1;
      if (armed.left <= 0) this.#armed.delete(armed);
      return armed.rule.fault;
    }
    return null;
  }
}

function fits({ rule, heard }: ArmedRule, apdu: Uint8Array): boolean {
  return (rule.apdu ?? heard) === heard && (rule.instruction ?? apdu[1]) === apdu[1];
}
