import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { Problem } from '@depot/contracts';

type SchemaObject = Parameters<typeof ApiBody>[0] extends infer Options
  ? Options extends { schema: infer Schema }
    ? Schema
    : never
  : never;

/** A zod schema as the OpenAPI document shows it. */
function document(schema: z.ZodType, io: 'input' | 'output'): SchemaObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'openapi-3.0' });
  return rest as SchemaObject;
}

/** Documents a route's JSON body. The check itself is `@Body({ schema })`. */
export function Takes(schema: z.ZodType): MethodDecorator {
  return ApiBody({ schema: document(schema, 'input') });
}

/** Documents what a route answers with, and its errors. */
export function Answers(schema: z.ZodType): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiResponse({ status: '2XX', schema: document(schema, 'output') }),
    ApiResponse({
      status: 'default',
      description: 'A problem (RFC 9457)',
      content: { 'application/problem+json': { schema: document(Problem, 'output') } },
    }),
  );
}
