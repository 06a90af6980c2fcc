import { type ReaderView } from '@depot/contracts';

function whatLies({ state, family, serial, model, detail }: ReaderView): string {
  if (state === 'idle') return 'nothing lies on it';
  if (serial !== null) return `${model ?? 'token'}, serial ${serial}`;
  if (family === 'molto2' && state === 'present') return 'a Molto2, which is opened for an order only';
  return detail ?? 'what lies on it could not be read yet';
}

/** Prints the readers, one a line, and by what they are reached; or why there are none. */
export function printReaders(
  views: readonly ReaderView[],
  { binding, trouble }: { binding: string; trouble: string | null },
): void {
  console.log(`Readers are reached by: ${binding}`);
  if (views.length === 0) console.log(trouble ?? 'No reader is there. Plug one in, and look again.');
  for (const view of views) console.log(`${view.name}: ${whatLies(view)}`);
}
