import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { inRoot } from './root.mjs';

/** A small file in `.build` that says for which inputs a step was last done. */
export function stamp(name) {
  const file = inRoot('.build', `${name}.stamp`);
  return {
    read: () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    /** Milliseconds since 1970; 0 when the step was never done. */
    time: () => (existsSync(file) ? statSync(file).mtimeMs : 0),
    write(text) {
      mkdirSync(inRoot('.build'), { recursive: true });
      writeFileSync(file, text);
    },
    /** Taken away before a step begins, so that a step cut short is begun again. */
    remove: () => rmSync(file, { force: true }),
  };
}
