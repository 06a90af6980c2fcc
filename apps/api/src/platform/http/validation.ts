import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ProblemError } from './problem-error.js';

/** Checks bodies, queries and parameters against their zod schemas; the answer names fields, never values. */
export const validation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => {
    const sentences = issues.slice(0, 10).map((issue) => {
      const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
      return path === '' ? issue.message : `${path}: ${issue.message}`;
    });
    return new ProblemError('bad-request', sentences.join('; '));
  },
});
