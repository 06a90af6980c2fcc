import type { Problem } from '@depot/contracts';

/** Thrown for every call that did not do what it was asked to. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
    this.name = 'ApiProblem';
  }
}

/** What the browser finds out by itself; the titles come from the messages, by code. */
export function ownProblem(code: 'unreachable' | 'unreadable', status: number): Problem {
  return { type: 'about:blank', code, status, title: '', detail: '', advice: '' };
}

/** Any thrown thing as a problem to show. */
export function problemOf(error: unknown): Problem {
  return error instanceof ApiProblem ? error.problem : ownProblem('unreadable', 0);
}

export function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}
