import type { GraphDevice } from './read-answers.js';
import type { Slot } from './slot-record.js';

/**
 * The one that was made for a job's token, among the devices with its serial. Before we ever asked to make one there is none; once the
 * request may have gone out it is whichever its user has, or nobody: all others had been taken away before.
 */
export function ownOf(slot: Slot, devices: readonly GraphDevice[], userId: string | null): GraphDevice | null {
  const { status, device_id: id } = slot;
  if (id === null && status !== 'creating') return null;
  const made = devices.filter((device) => id === null || device.id === id);
  const assigned = made.find(({ assignedTo }) => assignedTo !== null && assignedTo === userId);
  return assigned ?? made.find(({ assignedTo }) => assignedTo === null) ?? null;
}
