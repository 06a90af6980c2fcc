import { request as plain } from 'node:http';
import { request as secure } from 'node:https';

export interface JsonAnswer {
  readonly status: number;
  /** null where it is no JSON. */
  readonly body: unknown;
}

const patienceMs = 15_000;
const maxAnswerBytes = 64 * 1024;

/** Posts to this address alone: a redirect is not followed. `ca`: PEM, in place of the public authorities. */
export function postJson(url: URL, body: unknown, { ca }: { ca: string | undefined }): Promise<JsonAnswer> {
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(patienceMs),
      ...(ca === undefined ? {} : { ca }),
    };
    const request = (url.protocol === 'https:' ? secure : plain)(url, options, (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > maxAnswerBytes) response.destroy(new Error('The answer is too long.'));
        else parts.push(part);
      });
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: readJson(Buffer.concat(parts).toString()) });
      });
    });
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
