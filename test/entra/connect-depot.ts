import type { ConnectionView } from '@depot/contracts';
import { sampleConnection } from '@depot/api/sample-connection';
import type { Client } from '../depot/client.js';

/** Gives a depot the emulator's application, as its admin would under Settings. */
export function connectDepot(admin: Client): Promise<ConnectionView> {
  const { tenant: entraTenant, clientId, secret } = sampleConnection;
  return admin.post<ConnectionView>('directory/connection', {
    entraTenant,
    clientId,
    proof: { secret },
    reason: 'the sample tenant',
  });
}
