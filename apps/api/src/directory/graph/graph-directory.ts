import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { theDepot } from '../../audit/actor.js';
import { recordEvents } from '../../audit/record-event.js';
import type { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ProblemError } from '../../platform/http/problem-error.js';
import type { Vault } from '../../platform/vault/vault.js';
import { loadJob } from '../../workflow/job-record.js';
import type { JobRecord } from '../../workflow/job-record.js';
import { Directory } from '../directory.js';
import type { Activation, Leaving, RecordAnswer, WithdrawalAnswer } from '../directory.js';
import { directorySerial } from '../directory-serial.js';
import { problemOf } from './failure-words.js';
import type { GraphApi } from './graph-api.js';
import type { GraphConnections } from './graph-connections.js';
import { settle } from './settle.js';
import { SlotMaker } from './slot-maker.js';
import type { TokenToMake } from './slot-maker.js';
import { changeSlot, currentSlot, findSlot, holding, makeSlot } from './slot-record.js';
import type { Slot } from './slot-record.js';
import { refuseLeaving, untilLeft } from './leaving-tokens.js';
import { withdrawFromGraph } from './withdraw-from-graph.js';
import { NoTurn } from './throttled.js';

/** So long a code waits for its token to be assigned; afterwards a new one is asked for. */
const codeWaitsMs = 5000;
const lookMs = 100;
/** So long a call of somebody who waits at a bench may wait for its turn. */
const turnWaitsMs = 5000;

/** Hardware OATH tokens through Graph: made and assigned in the background, activated by the code that is typed. */
export class GraphDirectory extends Directory {
  readonly #work: UnitOfWork;
  readonly #vault: Vault;
  readonly #connections: GraphConnections;

  constructor(stores: { work: UnitOfWork; vault: Vault }, connections: GraphConnections) {
    super();
    this.#work = stores.work;
    this.#vault = stores.vault;
    this.#connections = connections;
  }

  override async prepare(job: JobRecord): Promise<void> {
    try {
      await this.#ready(job);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // The record step will come to it again, and pauses then: now somebody is about to type a code.
      await this.#trouble(job, 'directory.not-prepared', error);
    }
  }

  override async activate(job: JobRecord, code: string): Promise<Activation> {
    const slot = await this.#waitForSlot(job);
    if (slot === null) return { done: false, why: 'Entra does not have the token yet.' };
    if (slot.status === 'activated') return { done: true };
    const { user_id: userId, device_id: deviceId, method_id: methodId } = slot;
    if (userId === null || deviceId === null || methodId === null)
      return { done: false, why: 'It is not assigned yet.' };
    try {
      const api = (await this.#connections.of(job.tenant_id)).api.forPerson(turnWaitsMs);
      await settle(() => api.activate(userId, methodId, code), {
        look: async () => ((await api.device(deviceId))?.status === 'activated' ? true : null),
        looks: 2,
        pauseMs: 150,
      });
    } catch (error) {
      if (error instanceof NoTurn) return noTurn(error.seconds);
      const problem = problemOf(error, { doing: 'Activating the token', need: 'methods' });
      if (!(problem instanceof ProblemError)) throw problem;
      await this.#trouble(job, 'directory.not-activated', problem);
      return { done: false, why: problem.message };
    }
    await this.#activated(job, slot);
    return { done: true };
  }

  override async record(job: JobRecord): Promise<RecordAnswer> {
    const slot = await this.#ready(job);
    return slot?.status === 'activated' ? { done: true } : { done: false, wants: 'code' };
  }

  override async withdraw(job: JobRecord, leaving: Leaving): Promise<WithdrawalAnswer> {
    const { api } = await this.#connections.of(job.tenant_id);
    return withdrawFromGraph(this.#work.read, api, { job, leaving });
  }

  /** The job's token is in the directory and assigned, or null when the job ended meanwhile. */
  async #ready(job: JobRecord): Promise<Slot | null> {
    const { seed_id: seedId } = job;
    if (seedId === null) throw new ProblemError('seed-unreadable');
    const token = await this.#token(job);
    await untilLeft(this.#work, { jobId: job.id, name: token.serial });
    await makeSlot(this.#work.read, { ...job, seed_id: seedId }, token.serial);
    const key = { job_id: job.id, serial: token.serial };
    return holding(this.#work.read, key, async () => {
      const now = await loadJob(this.#work.read, job.id);
      const holds = now.seed_id === seedId && now.serial === job.serial && now.profile === job.profile;
      if (!holds || now.state === 'cancelled') return null;
      await refuseLeaving(this.#work.read, token.serial);
      const before = await findSlot(this.#work.read, key);
      const { api } = await this.#connections.of(job.tenant_id);
      const slot = await this.#maker(job, api).make({ ...job, seed_id: seedId }, token);
      if (before?.method_id !== slot.method_id) {
        await this.#event(job, 'directory.assigned', { serial: slot.serial, device: slot.device_id });
      }
      if (slot.status === 'activated' && before?.status !== 'activated') await this.#activated(job, slot);
      return slot;
    });
  }

  #maker(job: JobRecord, api: GraphApi): SlotMaker {
    return new SlotMaker({ db: this.#work.read, vault: this.#vault }, api, (kind, facts) =>
      this.#event(job, kind, facts),
    );
  }

  /** The slot once it is assigned, looked for as long as a code may wait; null where that will not be soon. */
  async #waitForSlot(job: JobRecord): Promise<Slot | null> {
    for (let waited = 0; waited < codeWaitsMs; waited += lookMs) {
      const slot = await currentSlot(this.#work.read, job);
      if (slot !== null) {
        if (slot.status === 'assigned' || slot.status === 'activated') return slot;
        if (slot.trouble !== null) return null;
      }
      await pause(lookMs);
    }
    return null;
  }

  async #token(job: JobRecord): Promise<TokenToMake> {
    const row = await this.#work.read
      .selectFrom('job')
      .innerJoin('recipient', 'recipient.id', 'job.recipient_id')
      .innerJoin('token', (join) =>
        join.onRef('token.serial', '=', 'job.serial').onRef('token.profile', '=', 'job.profile'),
      )
      .select(['recipient.upn', 'token.serial', 'token.profile', 'token.family', 'token.manufacturer', 'token.model'])
      .where('job.id', '=', job.id)
      .executeTakeFirstOrThrow();
    return {
      upn: row.upn,
      serial: directorySerial(row),
      manufacturer: row.manufacturer ?? 'Token2',
      model: row.model ?? 'unknown',
    };
  }

  /** On record once for each token, whoever noticed it. One that was taken out of the directory meanwhile stays out. */
  async #activated(job: JobRecord, slot: Slot): Promise<void> {
    const { device_id: device } = slot;
    await this.#work.run(async (trx) => {
      const known = await trx
        .selectFrom('event')
        .select('id')
        .where('job_id', '=', job.id)
        .where('kind', '=', 'directory.activated')
        .where(sql`facts->>'device'`, '=', device)
        .executeTakeFirst();
      const now = await findSlot(trx, slot);
      if (now?.device_id === device) await changeSlot(trx, slot, { status: 'activated', trouble: null });
      if (known === undefined) await recordEvents(trx, [about(job, 'directory.activated', { device })]);
    });
  }

  async #trouble(job: JobRecord, kind: string, problem: ProblemError): Promise<void> {
    await this.#work.run(async (trx) => {
      const slot = await currentSlot(trx, job);
      if (slot !== null) await changeSlot(trx, slot, { trouble: problem.code });
      await recordEvents(trx, [about(job, kind, { detail: problem.message, ...problem.facts })]);
    });
  }

  async #event(job: JobRecord, kind: string, facts: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#work.run((trx) => recordEvents(trx, [about(job, kind, facts)]));
  }
}

function noTurn(seconds: number): Activation {
  const waitSeconds = Math.ceil(seconds);
  const why = `Microsoft Graph lets no more calls of this tenant through for ${String(waitSeconds)} s.`;
  return { done: false, why, waitSeconds };
}

function about(job: JobRecord, kind: string, facts: Readonly<Record<string, unknown>>) {
  return {
    kind,
    actor: theDepot,
    batchId: job.batch_id,
    jobId: job.id,
    stationId: job.station_id,
    serial: job.serial,
    facts,
  };
}
