import type { CodeAnswer, JobView } from '@depot/contracts';
import { client } from './client.js';

/** The moves that people make on a job; each is a path of its own below the job. */
export type JobCall =
  | { readonly move: 'take'; readonly stationId: string }
  | { readonly move: 'capture'; readonly text: string }
  | { readonly move: 'choose' | 'pack'; readonly serial: string }
  | { readonly move: 'renew' | 'return' | 'lose' | 'stop'; readonly reason: string }
  | { readonly move: 'cancel'; readonly reason: string; readonly methodGone: boolean }
  | { readonly move: 'post'; readonly carrier: string; readonly tracking: string }
  | { readonly move: 'arrive'; readonly code: string }
  | { readonly move: 'arrive'; readonly attestation: string }
  | { readonly move: BareMove };

export type BareMove =
  'release' | 'accept' | 'burn-again' | 'register' | 'unpack' | 'hand-over' | 'deliver' | 'repack' | 'go-on';

/** Makes a move. A call with nothing to say is sent without a body. */
export async function makeMove(jobId: string, { move, ...fields }: JobCall): Promise<JobView> {
  const payload = Object.keys(fields).length === 0 ? undefined : { json: fields };
  return (await client.post(`/jobs/${jobId}/${move}`, payload)) as JobView;
}

export async function captureImage(jobId: string, image: Blob): Promise<JobView> {
  return (await client.post(`/jobs/${jobId}/capture-image`, { raw: image, type: image.type })) as JobView;
}

export async function proveJob(jobId: string, code: string): Promise<CodeAnswer> {
  return (await client.post(`/jobs/${jobId}/codes`, { json: { code } })) as CodeAnswer;
}

export async function resynchroniseJob(jobId: string, codes: { first: string; second: string }): Promise<CodeAnswer> {
  return (await client.post(`/jobs/${jobId}/resynchronise`, { json: codes })) as CodeAnswer;
}
