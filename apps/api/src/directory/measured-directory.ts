import type { Metrics } from '../platform/metrics/metrics.js';
import type { Directory } from './directory.js';

/** A directory whose every call is counted and timed under its adapter's name; operations are named by its methods. */
export function measured<Adapter extends Directory>(directory: Adapter, adapter: string, metrics: Metrics): Adapter {
  return new Proxy(directory, {
    get(target, operation) {
      const value: unknown = Reflect.get(target, operation, target);
      if (typeof value !== 'function' || typeof operation !== 'string') return value;
      return (...given: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(value, target, given);
        return answer instanceof Promise ? metrics.directoryCalled({ adapter, operation }, answer) : answer;
      };
    },
  });
}
