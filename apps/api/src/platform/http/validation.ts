import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ProblemError } from './problem-error.js';

/** Checks bodies, queries and parameters against their zod schemas; the answer names fields, never values. */
export const validation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => {
    const sentences = issues.slice(0, 10).map((issue) => {
      const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
      const message = isUnknownField(issue) ? 'there is a field that is not known here' : issue.message;
      return path === '' ? message : `${path}: ${message}`;
    });
    return new ProblemError('bad-request', sentences.join('; '));
  },
});

/** Zod quotes the names of fields it does not know. They are the sender's words: a form sent without a name is all name. */
function isUnknownField(issue: object): boolean {
  return 'code' in issue && issue.code === 'unrecognized_keys';
}
