import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BenchRefusal } from './bench-refusal.js';
import { refusedBecause } from './bench-guard.js';
import { answerOf } from './bench-routes.js';
import { benchPage } from './page/bench-page.js';
import { readBody } from './read-body.js';
import { type VirtualBench } from './virtual-bench.js';

const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { ...always, 'content-type': type }).end(JSON.stringify(value));
}

/** RFC 9457. */
function sendProblem(response: ServerResponse, status: number, detail: string): void {
  sendJson(response, status, { status, detail });
}

async function handle(bench: VirtualBench, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refused = refusedBecause(request);
  if (refused !== null) {
    sendProblem(response, 403, refused);
    return;
  }
  const { method = 'GET' } = request;
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (method === 'GET' && path === '/') {
    response.writeHead(200, { ...always, ...benchPage.headers }).end(benchPage.html);
    return;
  }
  const answer = answerOf(bench, { method, path, body: method === 'POST' ? await readBody(request) : null });
  if (answer === undefined) sendProblem(response, 404, 'There is nothing here.');
  else sendJson(response, 200, answer);
}

/** The server of the bench, not yet listening. */
export function benchServer(bench: VirtualBench): Server {
  return createServer((request, response) => {
    handle(bench, request, response).catch((error: unknown) => {
      if (error instanceof BenchRefusal) sendProblem(response, error.status, error.message);
      // What went wrong may quote a seed that was sent along.
      else sendProblem(response, 500, 'The bench could not do that.');
    });
  });
}
