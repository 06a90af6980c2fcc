import { PgpKeyView, SeedFileView, largestSeedFile } from '@depot/contracts';
import type { SeedFileAnswer } from '@depot/contracts';
import { ownProblem } from './problem-error';
import { query } from './query';
import { ask, askForLong, fetchFile, send } from './request';

const seedFileViews = SeedFileView.array();

export const listSeedFiles = () => ask(seedFileViews, 'GET', 'seed-files');
export const readSeedFile = (id: string) => ask(SeedFileView, 'GET', `seed-files/${id}`);
/** @throws ProblemError also for one too large, which is not sent */
export async function sendSeedFile(file: File): Promise<SeedFileView> {
  if (file.size > largestSeedFile) throw ownProblem('file-too-large');
  const content = { raw: file, type: 'application/octet-stream' };
  return ask(SeedFileView, 'POST', `seed-files${query({ name: file.name })}`, content);
}
export const answerSeedFile = (id: string, answer: SeedFileAnswer) =>
  askForLong(SeedFileView, `seed-files/${id}/answer`, answer);
export const takeSeedFile = (id: string) => askForLong(SeedFileView, `seed-files/${id}/take`);
export const discardSeedFile = (id: string) => send('POST', `seed-files/${id}/discard`);
export const showPgpKey = () => ask(PgpKeyView, 'POST', 'seed-files/pgp-key');

/** Bad rows may carry seeds in clear: handed straight to the browser's download, kept nowhere. */
export async function fetchBadRows(id: string): Promise<{ content: Blob; name: string }> {
  const answer = await fetchFile(`seed-files/${id}/bad-rows`);
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  return { content: await answer.blob(), name: name ?? 'bad-rows' };
}
