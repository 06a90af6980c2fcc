import { text } from 'node:stream/consumers';
import { SealedToken } from '@depot/contracts';
import { connect } from '../../platform/database/connect.js';
import { openDatabaseAsItIs } from '../../platform/database/database.js';
import { sealedToken } from '../../platform/vault/sealed-token.js';
import { openApiSession } from '../audit/api-session.js';
import type { DepotPlace } from '../audit/choose-depot.js';
import { CommandRefused } from '../command.js';

/** What the record has of a token, from the database or from a depot that runs on it. @throws CommandRefused for a token that it never saw */
export async function readSealedToken(
  place: DepotPlace,
  serial: string,
): Promise<{ token: SealedToken; name: string }> {
  if (place.kind === 'api') return fromApi(place, serial);
  const pools = await connect(place.config);
  try {
    const token = await sealedToken(await openDatabaseAsItIs(pools), serial, new Date());
    if (token === null) throw new CommandRefused(`Token ${serial} was never seen there.`);
    const where = pools.engine === 'postgresql' ? 'in the database' : `in ${place.config.dataFolder}`;
    return { token, name: `the record ${where}, as it is now` };
  } finally {
    await pools.close();
  }
}

async function fromApi(place: Extract<DepotPlace, { kind: 'api' }>, serial: string) {
  const session = await openApiSession(place.line, place.signIn);
  try {
    const path = `tokens/${encodeURIComponent(serial)}/sealed-seeds`;
    const answer = await session.post(path, { reason: 'vault prove' });
    const token = SealedToken.parse(JSON.parse(await text(answer)));
    return { token, name: `the record of the depot at ${place.line.url}, as it is now` };
  } finally {
    await session.close();
  }
}
