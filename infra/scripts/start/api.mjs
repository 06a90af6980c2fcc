import { inRoot } from '../setup/root.mjs';
import { pairedStation } from './agent.mjs';
import { children } from './children.mjs';

/** Starts the API, and asks it for a code unless its depot knows the station whose keys the agent here has. */
export function startApi({ sample, data, entra }) {
  let ready = () => {};
  const { exited } = children.start([inRoot('apps/api/dist/bundle/main.js')], {
    env: {
      ...{ DEPOT_DATA: data, DEPOT_SAMPLE: sample, DEPOT_LOCAL_STATION: pairedStation({ data }) ?? 'unpaired' },
      ...entra?.environment,
    },
    onMessage: (message) => message?.type === 'ready' && ready(message),
  });
  return { exited, onReady: (listener) => (ready = listener) };
}
