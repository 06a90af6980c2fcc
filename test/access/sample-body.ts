import * as fc from 'fast-check';
import type { Operation, Schema } from './operations.js';

/** Fields whose schema says less than what is accepted, and ids that should be found. */
export type Known = Readonly<Record<string, unknown>>;

/** A body that the operation's schema accepts, as it goes over the wire. */
export function sampleBody(operation: Operation, known: Known): { type: string; text: string } | null {
  if (operation.body === null) return null;
  const { type, schema } = operation.body;
  if (schema.format === 'binary') return { type, text: 'sample' };
  return { type, text: JSON.stringify(sample(schema, known)) };
}

/** Bodies no operation takes: of another shape, cut off, of another kind. */
export const wrongBodies = [
  { type: 'application/json', text: '{"no":["such","field"]}' },
  { type: 'application/json', text: '{"cut' },
  { type: 'application/xml', text: '<no/>' },
] as const;

function sample(schema: Schema, known: Known): unknown {
  const [first] = schema.anyOf ?? [];
  if (first !== undefined) return sample(first, known);
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, known[name] ?? sample(schema.properties?.[name] ?? {}, known)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}, known));
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return 1;
    case 'string':
      return text(schema);
    default:
      throw new Error(`No sample for the schema ${JSON.stringify(schema)}: teach it to this file.`);
  }
}

function text({ pattern, minLength = 0 }: Schema): string {
  if (pattern === undefined) return 'sample'.padEnd(minLength, '.');
  const [found = ''] = fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 1, seed: 1 });
  return found;
}
