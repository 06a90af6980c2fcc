import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Typist } from './prove-by-code.js';

/** Questions on `output`, answers from the lines of `input`; those typed early are kept. */
export function typedLines(input: Readable, output: Writable): Typist & { close(): void } {
  const lines = createInterface({ input });
  const typed = lines[Symbol.asyncIterator]();
  return {
    say: (sentence) => void output.write(`${sentence}\n`),
    ask: async (question) => {
      output.write(question);
      const next = await typed.next();
      return next.done === true ? null : next.value;
    },
    close: () => {
      lines.close();
    },
  };
}
