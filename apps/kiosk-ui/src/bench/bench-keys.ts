import { writesText } from '../elements/typing';
import { keyPace } from '../scanning/scanner-pace';
import { questionOfKey } from '../tokens/token-question';
import type { Bench } from './bench.svelte';

/**
 * The bench by keyboard alone: N (Alt+N while typing) takes the next job, W and X ask about the token in hand, Page Up and Page Down leaf through the
 * jobs, and what is typed or scanned with the cursor in no field goes to where the next input belongs.
 */
export function benchKey(event: KeyboardEvent, bench: Bench): void {
  if (event.ctrlKey || event.metaKey || document.querySelector('dialog[open]') !== null) return;
  if (event.key === 'PageDown' || event.key === 'PageUp') {
    event.preventDefault();
    leaf(bench, event.key === 'PageDown' ? 1 : -1);
  } else if (asksForNext(event)) {
    event.preventDefault();
    if (!event.repeat) void bench.next();
  } else if (!event.altKey && isAlone(event) && questionOfKey(event.key) !== null) {
    event.preventDefault();
    bench.asking = questionOfKey(event.key);
  } else if (
    event.target === document.body ? event.key.length === 1 : /^\d$/.test(event.key) && !writesText(event.target)
  ) {
    nextInputFor(event.key)?.focus();
  }
}

function asksForNext({ altKey, code, key, target }: KeyboardEvent): boolean {
  return altKey ? code === 'KeyN' : key.toLowerCase() === 'n' && isAlone({ target });
}

/** A letter that is part of a text, or of a scan, asks for nothing. */
function isAlone({ target }: Pick<KeyboardEvent, 'target'>): boolean {
  return !writesText(target) && !keyPace.hurried;
}

function leaf(bench: Bench, direction: 1 | -1): void {
  const { jobs, front } = bench;
  const place = jobs.findIndex(({ id }) => id === front?.id);
  const next = jobs[(place + direction + jobs.length) % jobs.length];
  if (next !== undefined) bench.bringToFront(next.id);
}

function nextInputFor(key: string): HTMLElement | null {
  const field = document.querySelector<HTMLElement>('[data-next-input]');
  const takesLetters = field?.dataset['nextInput'] === 'text';
  return takesLetters || /\d/.test(key) ? field : null;
}
