import type { CodeSettings } from '../setting-bytes.js';

/** How a token makes and shows its codes, always 6 digits. */
export type SingleSettings = CodeSettings;
