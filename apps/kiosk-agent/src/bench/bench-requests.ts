import { Serial } from '@depot/contracts';
import { type Fault, type FaultRule } from '@depot/devices';
import { z } from 'zod';

/** Counted from 0. */
const reader = z.int().nonnegative();

/** Bodies of the bench's requests. */
export const PlaceRequest = z.strictObject({ reader, serial: z.string() });
export const RemoveRequest = z.strictObject({ reader });
export const ReaderPlugRequest = z.strictObject({ reader, plugged: z.boolean() });
export const SwitchRequest = z.strictObject({ serial: z.string(), on: z.boolean() });
export const PlugRequest = z.strictObject({ serial: z.string(), plugged: z.boolean() });
export const PressRequest = z.strictObject({ serial: z.string() });
export const ClockRequest = z.strictObject({ serial: z.string(), clockError: z.number().min(-86_400).max(86_400) });
export const ClassicRequest = z.strictObject({
  serial: Serial,
  seedBase32: z.string().max(200),
  period: z.union([z.literal(30), z.literal(60)]),
  /** Seconds ahead. */
  clockError: z.number().min(-86_400).max(86_400).default(0),
});

const Fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('eject'), heard: z.boolean() }),
  z.strictObject({ kind: z.literal('mute'), heard: z.boolean() }),
  z.strictObject({ kind: z.literal('lost-answer') }),
  z.strictObject({ kind: z.literal('status-word'), statusWord: z.int().min(0).max(0xffff) }),
  z.strictObject({ kind: z.literal('serial'), serial: z.string().max(40) }),
]) satisfies z.ZodType<Fault>;

/** A fault with its rule, or `fault: null` to disarm all. */
export const FaultsRequest = z.strictObject({
  serial: z.string(),
  fault: Fault.nullable(),
  /** Only the n-th APDU from now on, from 1. */
  apdu: z.int().positive().optional(),
  /** Only this instruction byte. */
  instruction: z.int().min(0).max(0xff).optional(),
  times: z.union([z.int().positive(), z.literal('always')]).optional(),
});

/** The rule as the devices take it, which know no undefined. */
export function faultRule({ fault, apdu, instruction, times }: z.infer<typeof FaultsRequest>): FaultRule | null {
  if (fault === null) return null;
  return {
    fault,
    ...(apdu === undefined ? {} : { apdu }),
    ...(instruction === undefined ? {} : { instruction }),
    ...(times === undefined ? {} : { times }),
  };
}
