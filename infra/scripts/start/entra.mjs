import process from 'node:process';
import { inRoot } from '../setup/root.mjs';
import { children } from './children.mjs';

/**
 * The sample tenant is an emulator on this machine. None where the sample is not wanted, or where the settings name
 * another Graph. Answers with its address and the API's settings for it, or null.
 */
export async function startEntra({ sample }) {
  if (sample === 'none' || process.env.GRAPH_URL || process.env.ENTRA_AUTHORITY) return null;
  return new Promise((resolve) => {
    const onMessage = (message) =>
      message?.type === 'ready' && resolve({ url: message.url, environment: message.environment });
    // Without it the depot still starts, and says in its words that Entra does not answer.
    void children.start([inRoot('test/dist/entra/main.js')], { env: {}, onMessage }).exited.then(() => resolve(null));
  });
}
