import { usualTokens } from '@depot/contracts';
import { theDepot } from '../audit/actor.js';
import { BatchesService } from '../batches/batches.service.js';
import { FinishTimes } from '../directory/pacing/finish-times.js';
import type { Services } from '../platform/services.js';

const people = 12;

/** On an empty record: a batch that says plainly that it is a sample, two routes mixed. */
export async function makeSampleBatch({ work, clientCredentials, config, clock }: Services): Promise<void> {
  const batch = await work.read.selectFrom('batch').select('id').limit(1).executeTakeFirst();
  if (batch !== undefined) return;
  const lines = Array.from({ length: people }, (_, at) => {
    const number = String(at + 1).padStart(2, '0');
    const route = at % 3 === 2 ? 'qr' : 'own-seed';
    return `sample.${number}@contoso.com,Sample Person ${number},sample.${number}@example.org,${at % 2 === 0 ? 'en' : 'fr'},${String(at + 1)} Sample Street,0${number}00,Sampletown,FR,${route}`;
  });
  const csv = ['upn,display name,email,language,street,postal code,city,country,route', ...lines].join('\n');
  await new BatchesService(work, clientCredentials, new FinishTimes(work.read, config.entra.speed), clock).make(
    { name: 'Sample batch: nobody real', route: 'own-seed', tokens: usualTokens, csv, takeGood: false, sample: true },
    theDepot,
  );
}
