import { z } from 'zod';

/** As a session is named in an address: SHA-256 in hex, of what only its browser has. */
export const SessionHandle = z.string().regex(/^[0-9a-f]{64}$/, 'a session is named by 64 hex digits');
