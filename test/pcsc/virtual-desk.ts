import { rmSync } from 'node:fs';
import { openHands } from '@depot/kiosk-agent/bench';
import { VirtualPcscd } from './virtual-pcscd.js';

/** A pcscd of our own, a drawer of virtual tokens, and the page on which hands lay them on its readers. */
export interface VirtualDesk {
  readonly pcscd: VirtualPcscd;
  /** Of the drawer's page; for a `BenchClient`, or a browser. */
  readonly url: string;
  stop(): Promise<void>;
}

/** @param folder the drawer's; made, and removed at the end @throws Error with the reason */
export async function openVirtualDesk(names: readonly string[], folder: string): Promise<VirtualDesk> {
  const pcscd = await VirtualPcscd.start(names);
  try {
    const hands = await openHands(pcscd, { folder });
    return {
      pcscd,
      url: hands.url,
      stop: async () => {
        hands.close();
        await pcscd.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await pcscd.stop();
    throw error;
  }
}
