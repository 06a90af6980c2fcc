import type { PgpKeyView, SeedFileView } from '@depot/contracts';
import { encodeBase32 } from '@depot/totp';
import { createMessage, encrypt, readKey } from 'openpgp';
import { rehearseSeedFile, settledSeedFile, takeJudged, takeSeedFile } from '../depot/seed-files.js';
import { fresh } from './plant-seeds.js';
import type { Seeds } from './plant-seeds.js';
import type { WatchedDepot } from './watched-depot.js';

const header = 'upn,serial number,secret key,time interval,manufacturer,model';

function fileOf(serial: string, seed: Uint8Array, interval = '30'): string {
  return `${header}\n,${serial},${encodeBase32(seed)},${interval},Sample Vendor,C200\n`;
}

/** Seed files that a vendor encrypted, one of which is opened with a pass phrase, and one whose bad row is handed back. */
export async function plantSeedFiles(depot: WatchedDepot, seeds: Seeds): Promise<void> {
  const { admin } = depot.clients;
  const plant = (name: string): Uint8Array => {
    const seed = fresh(20);
    seeds.set(name, seed);
    return seed;
  };
  const { armored } = await admin.post<PgpKeyView>('seed-files/pgp-key');
  const toDepot = await createMessage({ text: fileOf('0072000001', plant('import, encrypted to the depot')) });
  const encryptionKeys = await readKey({ armoredKey: armored });
  await takeSeedFile(admin, (await encrypt({ message: toDepot, encryptionKeys })) as string);

  const phrase = Buffer.from(plant('pass phrase of a seed file')).toString('hex');
  const byPhrase = await createMessage({ text: fileOf('0072000002', plant('import, encrypted with a pass phrase')) });
  const asking = await rehearseSeedFile(admin, (await encrypt({ message: byPhrase, passwords: [phrase] })) as string);
  await admin.post(`seed-files/${asking.id}/answer`, { secret: phrase });
  await settledSeedFile(admin, asking.id);
  await takeJudged(admin, asking.id);

  const bad = await rehearseSeedFile(admin, fileOf('0072000003', plant('import, a bad row handed back'), '45'));
  await admin.download(`seed-files/${bad.id}/bad-rows`, {});
}

/** A file that the record refuses while it is taken, until the queue gives it up. @returns how it ends */
export async function breakTaking(depot: WatchedDepot, seeds: Seeds): Promise<SeedFileView> {
  const { admin } = depot.clients;
  const seed = fresh(20);
  seeds.set('import, which the record refuses', seed);
  const { id } = await rehearseSeedFile(admin, fileOf('0072000004', seed));
  await depot.stores?.sql.query(
    "ALTER TABLE depot.token ADD CONSTRAINT refuse CHECK (serial <> '0072000004') NOT VALID",
  );
  const given = await takeJudged(admin, id);
  await depot.stores?.sql.query('ALTER TABLE depot.token DROP CONSTRAINT refuse');
  return given;
}
