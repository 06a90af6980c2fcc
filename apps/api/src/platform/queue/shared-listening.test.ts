import { EventEmitter } from 'node:events';
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import { expect, it } from 'vitest';
import { SharedListening } from './shared-listening.js';

const nothing: PgQueryResult<never> = { rows: [] };
const statement = 'LISTEN "bullmq_job"';

/** A server that is in recovery until somebody promotes it: its sessions stay. */
class Standby extends EventEmitter {
  isPromoted = false;
  readonly heard: string[] = [];
  readonly session = Object.assign(new EventEmitter(), {
    query: (text: string) => {
      this.heard.push(text);
      return this.isPromoted
        ? Promise.resolve(nothing)
        : Promise.reject(new Error('cannot execute LISTEN during recovery'));
    },
    release: () => undefined,
  });

  connect(): Promise<PgPoolClient> {
    return Promise.resolve(this.session as unknown as PgPoolClient);
  }
}

it('says LISTEN again after it was refused, and once for all who ask after that', async () => {
  const standby = new Standby();
  const shared = new SharedListening(standby as unknown as PgPool);
  const [one, two] = [await shared.connect(), await shared.connect()];
  await expect(one.query(statement)).rejects.toThrow('during recovery');
  expect(standby.heard).toHaveLength(1);
  standby.isPromoted = true;
  await one.query(statement);
  await two.query(statement);
  expect(standby.heard).toHaveLength(2);
});
