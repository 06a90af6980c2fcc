import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. Scripts never depend on the folder they are called from. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

export const inRoot = (...parts) => join(root, ...parts);
