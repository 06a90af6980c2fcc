import type { KioskView, SelfCodesMade, SelfView } from '@depot/contracts';
import { Client } from './client.js';

/** The browser of a station in self-service, and the recipients before it, one after the other. */
export class SelfClient extends Client {
  kiosk(): Promise<KioskView> {
    return this.get<KioskView>('self/kiosk');
  }

  /** Types a one-time code. */
  signInWith(code: string): Promise<SelfView> {
    return this.post<SelfView>('self/sign-in', { code });
  }

  look(): Promise<SelfView> {
    return this.get<SelfView>('self/visit');
  }

  act(what: 'stay' | 'burn-again' | 'accept'): Promise<SelfView> {
    return this.post<SelfView>(`self/visit/${what}`);
  }

  type(code: string): Promise<SelfView> {
    return this.post<SelfView>('self/visit/codes', { code });
  }

  leave(how: 'left' | 'idle' | 'done' = 'left'): Promise<unknown> {
    return this.post('self/visit/leave', { how });
  }
}

/** Makes codes for a batch's jobs that wait. @returns them in the order of the jobs */
export async function makeSelfCodes(manager: Client, batchId: string): Promise<SelfCodesMade['codes']> {
  return (await manager.post<SelfCodesMade>(`batches/${batchId}/self-codes`, {})).codes;
}
