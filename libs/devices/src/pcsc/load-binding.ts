import { bindingNames, type BindingName, type PcscBinding } from './pcsc-binding.js';
import { NfcPcscBinding } from './nfc-pcsc-binding.js';
import { PcscMiniBinding } from './pcsc-mini-binding.js';

export interface LoadedBinding {
  readonly name: BindingName;
  /** Goes to the service at once; only where the process may freeze. */
  readonly make: () => PcscBinding;
}

export type BindingLoaders = Record<BindingName, () => Promise<() => PcscBinding>>;

const packages: BindingLoaders = {
  'nfc-pcsc': async () => {
    const { NFC } = await import('nfc-pcsc');
    return () => new NfcPcscBinding(NFC);
  },
  'pcsc-mini': async () => {
    const { default: pcsc } = await import('pcsc-mini');
    return () => new PcscMiniBinding(pcsc);
  },
};

/** The binding of that name, or the best that loads here: one may not be installed, or its library is missing. */
export async function loadBinding(wanted: BindingName | null, loaders = packages): Promise<LoadedBinding | null> {
  for (const name of wanted === null ? bindingNames : [wanted]) {
    const make = await loaders[name]().catch(() => null);
    if (make !== null) return { name, make };
  }
  return null;
}
