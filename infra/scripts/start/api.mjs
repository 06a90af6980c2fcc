import { inRoot } from '../setup/root.mjs';
import { children } from './children.mjs';

/** Starts the API, and asks it for a code if its depot has no local station yet. */
export function startApi({ sample, data, entra }) {
  let ready = () => {};
  const { exited } = children.start([inRoot('apps/api/dist/bundle/main.js')], {
    env: {
      ...{ DEPOT_DATA: data, DEPOT_SAMPLE: sample, DEPOT_LOCAL_STATION: '1' },
      ...entra?.environment,
    },
    onMessage: (message) => message?.type === 'ready' && ready(message),
  });
  return { exited, onReady: (listener) => (ready = listener) };
}
