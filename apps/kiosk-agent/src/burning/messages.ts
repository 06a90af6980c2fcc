import { type ServerMessage } from '@depot/contracts';

/** Phase one of an order. */
export type IdentifyMessage = Extract<ServerMessage, { type: 'identify' }>;
/** Phase two, with the sealed seed. */
export type BurnMessage = Extract<ServerMessage, { type: 'burn' }>;
export type DeclineMessage = Extract<ServerMessage, { type: 'decline' }>;
