import { join } from 'node:path';
import process from 'node:process';
import { inRoot } from '../setup/root.mjs';
import { children } from './children.mjs';

/**
 * The sample tenant is an emulator on this machine. None where the sample is not wanted, or where the settings name
 * another Graph. Its seeds are kept with those of the virtual tokens; seeds of real tokens it forgets when it ends.
 * Answers with its address and the API's settings for it, or null.
 */
export async function startEntra({ sample, data, virtual }) {
  if (sample === 'none' || process.env.GRAPH_URL || process.env.ENTRA_AUTHORITY) return null;
  return new Promise((resolve) => {
    const onMessage = (message) =>
      message?.type === 'ready' && resolve({ url: message.url, environment: message.environment });
    const kept = virtual === null ? [] : ['--file', join(data, 'entra', 'tenant.json')];
    // Without it the depot still starts, and says in its words that Entra does not answer.
    void children
      .start([inRoot('test/dist/entra/main.js'), ...kept], { env: {}, onMessage })
      .exited.then(() => resolve(null));
  });
}
