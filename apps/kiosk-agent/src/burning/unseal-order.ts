import { type PrivateSealingKey } from '../pairing/keys.js';
import { type BurnMessage } from './messages.js';
import { unseal } from './unseal.js';

/** What an order carries under seal; the caller wipes both. */
export interface Unsealed {
  readonly seed: Uint8Array;
  /** Null for the vendor's default. */
  readonly customerKey: Uint8Array | null;
}

/** Opens the seed of an order, and the customer key where it has one. @throws WrongSeal; what was open is wiped */
export async function unsealOrder(order: BurnMessage, key: PrivateSealingKey): Promise<Unsealed> {
  const { orderId, serial } = order;
  const seed = await unseal(order.sealed, { key, content: 'seed', orderId, serial });
  if (order.customerKey === null) return { seed, customerKey: null };
  try {
    return { seed, customerKey: await unseal(order.customerKey, { key, content: 'customer-key', orderId, serial }) };
  } catch (error) {
    seed.fill(0);
    throw error;
  }
}
