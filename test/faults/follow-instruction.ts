import type { JobView } from '@depot/contracts';
import { ProblemAnswer } from '../depot/client.js';
import type { Reading } from '../depot/bench-client.js';
import { parseCsvSeeds } from '../workflow/portal.js';
import type { Desk } from './desk.js';

/** Does at the desk what the job's instruction says. Tokens on readers are somebody else's hands. */
export async function followInstruction(desk: Desk, job: JobView): Promise<void> {
  const { operator } = desk;
  const post = (path: string, body?: unknown): Promise<unknown> => operator.post(`jobs/${job.id}/${path}`, body);
  switch (job.state) {
    case 'capturing':
      await post('capture', { text: desk.page(job).qrText });
      return;
    case 'scanning':
      await choose(desk, job);
      return;
    case 'verifying':
      await prove(desk, job);
      return;
    case 'confirming':
      await confirm(desk, job);
      return;
    case 'registering':
      await register(desk, job);
      return;
    case 'activating':
      await post('activate', { code: (await readDisplay(desk, job)).code });
      return;
    case 'packing':
      await post('pack', { serial: job.serial });
      return;
    case 'packed':
      await post('post', { carrier: 'Sample Post', tracking: `SP${job.serial ?? ''}` });
      return;
    case 'uncertain':
      desk.notePause('uncertain');
      await post('burn-again');
      return;
    case 'stopped':
      desk.notePause(job.stop?.code ?? 'without a code');
      await post('go-on');
      return;
    default:
      // The depot's turn, the post's, or nobody's.
      return;
  }
}

async function choose(desk: Desk, job: JobView): Promise<void> {
  const serial = desk.chosen.get(job.id) ?? desk.stock.pop();
  if (serial === undefined) throw new Error('No classic token is left in this station’s stock.');
  desk.chosen.set(job.id, serial);
  await desk.operator.post(`jobs/${job.id}/choose`, { serial });
}

async function prove(desk: Desk, job: JobView): Promise<void> {
  const { code } = await readDisplay(desk, job);
  try {
    await desk.operator.post(`jobs/${job.id}/codes`, { code });
  } catch (error) {
    // Typed once already, and the answer was lost: the record knows.
    if (error instanceof ProblemAnswer && error.problem.code === 'used-code') return;
    throw error;
  }
}

async function confirm(desk: Desk, job: JobView): Promise<void> {
  const reading = await readDisplay(desk, job);
  if (!desk.page(job).takes(reading)) {
    desk.surprises.push(`Microsoft’s page does not take the code of token ${job.serial ?? ''}.`);
  }
  await desk.operator.post(`jobs/${job.id}/accept`);
}

/** The admin uploads the rows in the portal; what they say is compared with the plastic afterwards. */
async function register(desk: Desk, job: JobView): Promise<void> {
  if (job.serial !== null && !desk.exported.has(job.serial)) {
    const request = { batchId: job.batchId, reason: 'upload in the portal' };
    for (const { serial, secret } of parseCsvSeeds(await desk.admin.download('directory/entra-csv', request))) {
      desk.exported.set(serial, secret);
    }
  }
  await desk.operator.post(`jobs/${job.id}/register`);
}

async function readDisplay(desk: Desk, job: JobView): Promise<Reading> {
  await desk.bench().offAndOn(job.serial ?? '');
  return desk.bench().display(job.serial ?? '');
}
