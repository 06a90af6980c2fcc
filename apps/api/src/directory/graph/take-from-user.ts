import type { GraphApi } from './graph-api.js';
import type { GraphDevice } from './read-answers.js';
import { settle } from './settle.js';

/** An assignment that was just ended may still be told for a moment. */
const patience = { looks: 4, pauseMs: 300 } as const;

/** Ends a device's assignment, whoever has it, and reads that it did: until then Graph refuses to delete it. @throws GraphFailure */
export async function takeFromUser(api: GraphApi, device: GraphDevice): Promise<void> {
  const { assignedTo: owner } = device;
  if (owner === null) return;
  const method = await api.methodOf(owner, device.id);
  const look = async (): Promise<true | null> => {
    const now = await api.device(device.id);
    return now === null || now.assignedTo === null ? true : null;
  };
  await settle(() => (method === null ? Promise.resolve() : api.unassign(owner, method)), { look, ...patience });
}
