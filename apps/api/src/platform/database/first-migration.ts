import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** The record's tables, in a schema of their own: BullMQ's have the same plain names. */
const statements = `
CREATE TABLE depot.tenant (
  id uuid PRIMARY KEY, name text NOT NULL UNIQUE, domain text, premium boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE depot.person (
  id uuid PRIMARY KEY, name text NOT NULL UNIQUE, password_hash text NOT NULL, roles text[] NOT NULL,
  language text NOT NULL DEFAULT 'en', created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE depot.session (
  id text PRIMARY KEY, person_id uuid NOT NULL REFERENCES depot.person ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL);
CREATE TABLE depot.station (
  id uuid PRIMARY KEY, name text NOT NULL, signing_key jsonb NOT NULL, sealing_key jsonb NOT NULL,
  paused_note text, revoked_at timestamptz, replica text, version text, bench_url text, trouble text,
  readers jsonb NOT NULL DEFAULT '[]', last_seen_at timestamptz, created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE depot.pairing_code (
  code_hash text PRIMARY KEY, name text NOT NULL, expires_at timestamptz NOT NULL, used_at timestamptz);
CREATE TABLE depot.batch (
  id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES depot.tenant, name text NOT NULL, route text NOT NULL,
  sample boolean NOT NULL DEFAULT false, created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE depot.recipient (
  id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES depot.tenant, upn text NOT NULL, display_name text, email text,
  phone text, language text, privileged boolean NOT NULL DEFAULT false, reference text, street text, extra text,
  postal_code text, city text, region text, country text, UNIQUE (tenant_id, upn));
CREATE TABLE depot.shipment (
  id uuid PRIMARY KEY, recipient_id uuid NOT NULL REFERENCES depot.recipient, kind text, carrier text, tracking text,
  opened_at timestamptz NOT NULL DEFAULT now(), sent_at timestamptz, delivered_at timestamptz);
CREATE UNIQUE INDEX shipment_open ON depot.shipment (recipient_id) WHERE sent_at IS NULL;
CREATE INDEX shipment_tracking ON depot.shipment (tracking);
CREATE TABLE depot.seed (
  id uuid PRIMARY KEY, job_id uuid, purpose text NOT NULL, window_id text NOT NULL, wrapped_key bytea, ciphertext bytea,
  fingerprint bytea NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), destroyed_at timestamptz);
CREATE UNIQUE INDEX seed_live_fingerprint ON depot.seed (fingerprint) WHERE destroyed_at IS NULL;
CREATE INDEX seed_fingerprint ON depot.seed (fingerprint);
CREATE INDEX seed_job ON depot.seed (job_id);
CREATE INDEX seed_window ON depot.seed (window_id) WHERE destroyed_at IS NULL;
CREATE TABLE depot.job (
  id uuid PRIMARY KEY, number bigserial UNIQUE, batch_id uuid NOT NULL REFERENCES depot.batch,
  tenant_id uuid NOT NULL REFERENCES depot.tenant, recipient_id uuid NOT NULL REFERENCES depot.recipient,
  route text NOT NULL, state text NOT NULL, attempt integer NOT NULL DEFAULT 0, step_done boolean NOT NULL DEFAULT true,
  station_id uuid REFERENCES depot.station, serial text, profile integer NOT NULL DEFAULT 0, seed_id uuid,
  generation integer NOT NULL DEFAULT 1, algorithm text NOT NULL DEFAULT 'SHA1', period integer NOT NULL DEFAULT 30,
  tries integer NOT NULL DEFAULT 0, stop_code text, stop_detail text, resumes text, accepted boolean NOT NULL DEFAULT false,
  shipment_id uuid REFERENCES depot.shipment, created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX job_batch ON depot.job (batch_id, state, number);
CREATE INDEX job_waiting ON depot.job (number) WHERE state = 'waiting';
CREATE INDEX job_station ON depot.job (station_id) WHERE station_id IS NOT NULL;
CREATE INDEX job_recipient ON depot.job (recipient_id);
CREATE INDEX job_serial ON depot.job (serial);
CREATE INDEX job_shipment ON depot.job (shipment_id);
CREATE INDEX job_due ON depot.job (updated_at) WHERE NOT step_done;
CREATE TABLE depot.token (
  serial text NOT NULL, profile integer NOT NULL DEFAULT 0, kind text NOT NULL, model text, manufacturer text,
  status text NOT NULL, algorithm text NOT NULL, period integer NOT NULL, drift integer, seed_id uuid,
  job_id uuid REFERENCES depot.job, first_seen_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (serial, profile));
CREATE INDEX token_job ON depot.token (job_id);
CREATE INDEX token_seed ON depot.token (seed_id);
CREATE TABLE depot.binding (
  id uuid PRIMARY KEY, serial text NOT NULL, profile integer NOT NULL, tenant_id uuid NOT NULL REFERENCES depot.tenant,
  recipient_id uuid NOT NULL REFERENCES depot.recipient, job_id uuid NOT NULL REFERENCES depot.job,
  bound_at timestamptz NOT NULL DEFAULT now(), ended_at timestamptz, ended_reason text);
CREATE UNIQUE INDEX binding_live ON depot.binding (serial, profile, tenant_id) WHERE ended_at IS NULL;
CREATE INDEX binding_job ON depot.binding (job_id);
CREATE TABLE depot.accepted_step (
  seed_id uuid NOT NULL, purpose text NOT NULL, step bigint NOT NULL, PRIMARY KEY (seed_id, purpose));
CREATE TABLE depot.burn_order (
  id uuid PRIMARY KEY, job_id uuid NOT NULL REFERENCES depot.job, station_id uuid NOT NULL REFERENCES depot.station,
  seed_id uuid NOT NULL, generation integer NOT NULL, serial text, profile integer NOT NULL DEFAULT 0,
  priority integer NOT NULL, status text NOT NULL, attempt integer NOT NULL DEFAULT 0, reader text, declined text,
  report jsonb, created_at timestamptz NOT NULL DEFAULT now());
CREATE UNIQUE INDEX burn_order_open ON depot.burn_order (job_id) WHERE status IN ('waiting', 'reserved');
CREATE INDEX burn_order_station ON depot.burn_order (station_id) WHERE status IN ('waiting', 'reserved');
CREATE TABLE depot.event (
  id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp(), kind text NOT NULL, actor_kind text NOT NULL,
  actor_id text, actor_name text NOT NULL, actor_address text, batch_id uuid, job_id uuid, station_id uuid, serial text,
  state text, facts jsonb NOT NULL DEFAULT '{}', salt bytea NOT NULL);
CREATE INDEX event_job ON depot.event (job_id, id);
CREATE INDEX event_unmatched ON depot.event (station_id, at) WHERE kind = 'code.unmatched';
CREATE TABLE depot.event_pending (event_id bigint PRIMARY KEY);
CREATE TABLE depot.event_chain (
  seq bigint PRIMARY KEY, event_id bigint NOT NULL UNIQUE REFERENCES depot.event, commitment bytea NOT NULL,
  hash bytea NOT NULL);
CREATE TABLE depot.outbox (
  id bigserial PRIMARY KEY, queue text NOT NULL, task_id text NOT NULL, payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now());
`;

export const firstMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements.split(';\n')) {
      if (statement.trim() !== '') await sql.raw(statement).execute(db);
    }
  },
};
