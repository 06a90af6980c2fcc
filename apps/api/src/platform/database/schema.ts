import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type {
  Algorithm,
  DeclinedToken,
  DisplaySeconds,
  JobState,
  OrderStatus,
  Period,
  PermitQuestion,
  ReaderView,
  Route,
  SelfTestFinding,
  TitleChoice,
  TokenFamily,
  WhenTokenComes,
} from '@depot/contracts';
import type { EscrowDayTable, EscrowRulesTable, EscrowTable } from './escrow-schema.js';
import type { ApiKeySecretTable, ApiKeyTable } from './api-key-schema.js';
import type { ArrivalCodeTable } from './arrival-schema.js';
import type { PendingDestructionTable } from './destructions-schema.js';
import type { DirectoryTokenTable, GraphConnectionTable } from './graph-schema.js';
import type { ComparisonTable, DifferenceTable, WithdrawalTable } from './life-after-schema.js';
import type { RecipientRolesTable } from './entra-roles-schema.js';
import type { LostJobTable } from './lost-schema.js';
import type { NoticeTable } from './notice-schema.js';
import type { GraphBudgetTable } from './pacing-schema.js';
import type { AnchorTable } from './anchor-schema.js';
import type { CallerCheckTable, ReadOutRulesTable, ReadOutStepTable, ReadOutTable } from './read-out-schema.js';
import type { RetentionTable } from './retention-schema.js';
import type { SelfCodeTable, SelfVisitTable } from './self-service-schema.js';
import type {
  PeopleRulesTable,
  PersonTable,
  RecoveryCodeTable,
  RefusedSignInTable,
  SecondFactorTable,
  SessionTable,
  SpentSignInTable,
} from './people-schema.js';
import type { CustomerKeyTable, MoltoTable, PermitTable } from './molto-schema.js';
import type {
  CsvColumnsTable,
  PgpKeyTable,
  SeedFileChunkTable,
  SeedFileFindingTable,
  SeedFileKeyTable,
  SeedFileTable,
} from './seed-file-schema.js';
import type { WithDefault } from './with-default.js';

type Json<T> = ColumnType<T, string, string>;

export interface TenantTable {
  id: string;
  name: string;
  domain: string | null;
  premium: boolean;
  created_at: WithDefault<Date>;
}

export interface StationTable {
  id: string;
  name: string;
  signing_key: JSONColumnType<{ kty: 'OKP'; crv: 'Ed25519'; x: string }>;
  sealing_key: JSONColumnType<{ kty: 'OKP'; crv: 'X25519'; x: string }>;
  paused_note: string | null;
  revoked_at: Date | null;
  /** The replica that holds the agent's socket; null while the station is offline. */
  replica: string | null;
  version: string | null;
  bench_url: string | null;
  trouble: string | null;
  readers: Json<ReaderView[]>;
  last_seen_at: Date | null;
  /** The session of its kiosk, the SHA-256 of the cookie's secret; until `kiosk_until` it serves recipients alone. */
  kiosk_id: WithDefault<string | null>;
  kiosk_until: WithDefault<Date | null>;
  created_at: WithDefault<Date>;
}

/** The last self-test of a station's agent. */
export interface SelfTestTable {
  station_id: string;
  id: string;
  asked_at: WithDefault<Date>;
  ended_at: Date | null;
  findings: ColumnType<SelfTestFinding[], string | undefined, string>;
}

export interface PairingCodeTable {
  code_hash: string;
  name: string;
  expires_at: Date;
  used_at: Date | null;
}

export interface BatchTable {
  id: string;
  tenant_id: string;
  name: string;
  route: Route;
  sample: WithDefault<boolean>;
  family: WithDefault<TokenFamily>;
  title: WithDefault<TitleChoice>;
  algorithm: WithDefault<Algorithm>;
  period: WithDefault<Period>;
  display_seconds: WithDefault<DisplaySeconds>;
  /** A code computed from the seed may activate its tokens in the directory. */
  computed_code: WithDefault<boolean>;
  /** Its recipients may be given codes with which they burn their own token at a kiosk. */
  self_service: WithDefault<boolean>;
  /** While a code of the token is being read out. */
  when_token_comes: WithDefault<WhenTokenComes>;
  /** `none`, `arrival`, or a number of days. */
  escrow: WithDefault<string>;
  created_at: WithDefault<Date>;
}

export interface RecipientTable {
  id: string;
  tenant_id: string;
  upn: string;
  display_name: string | null;
  email: string | null;
  phone: string | null;
  language: 'en' | 'fr' | null;
  privileged: boolean;
  reference: string | null;
  street: string | null;
  extra: string | null;
  postal_code: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
}

export interface JobTable {
  id: string;
  number: Generated<number>;
  batch_id: string;
  tenant_id: string;
  recipient_id: string;
  route: Route;
  state: JobState;
  /** Counts entries into states that start a step; part of the task's id. */
  attempt: WithDefault<number>;
  /** False from the move that starts a step until the step has done its work. */
  step_done: WithDefault<boolean>;
  station_id: string | null;
  serial: string | null;
  /** Says something once `serial` is there. */
  profile: WithDefault<number>;
  /** Of a token with many profiles, the one somebody named; null for the lowest that is free. */
  wanted_profile: WithDefault<number | null>;
  /** The programmable tokens it is burned on; says nothing on the import route. */
  family: WithDefault<TokenFamily>;
  seed_id: string | null;
  generation: WithDefault<number>;
  algorithm: WithDefault<Algorithm>;
  period: WithDefault<Period>;
  display_seconds: WithDefault<DisplaySeconds>;
  tries: WithDefault<number>;
  stop_code: string | null;
  stop_detail: string | null;
  resumes: JobState | null;
  /** Microsoft has taken the token (QR route), so cancelling asks for more. */
  accepted: WithDefault<boolean>;
  shipment_id: string | null;
  created_at: WithDefault<Date>;
  updated_at: WithDefault<Date>;
}

export interface TokenTable {
  serial: string;
  profile: number;
  /** Null for classic tokens. */
  family: WithDefault<TokenFamily | null>;
  kind: 'programmable' | 'classic';
  model: string | null;
  manufacturer: string | null;
  status: 'stock' | 'reserved' | 'bound' | 'returned' | 'retired';
  algorithm: Algorithm;
  period: Period;
  /** Seconds its clock is ahead of ours. */
  drift: number | null;
  /** The seed it is known to hold, as far as the vault has it. */
  seed_id: string | null;
  job_id: string | null;
  first_seen_at: WithDefault<Date>;
}

/** Tokens that something is wrong with: no job gets them. A device is set aside with all its profiles. */
export interface QuarantineTable {
  serial: string;
  reason: string;
  since: WithDefault<Date>;
}

/** (serial, profile, tenant) ↔ recipient; one live row each. */
export interface BindingTable {
  id: string;
  serial: string;
  profile: number;
  tenant_id: string;
  recipient_id: string;
  job_id: string;
  bound_at: WithDefault<Date>;
  ended_at: Date | null;
  ended_reason: string | null;
}

/** The last time step accepted for a purpose: a code counts once. */
export interface AcceptedStepTable {
  seed_id: string;
  purpose: 'verify' | 'arrival' | 'activation';
  step: number;
}

export interface SeedTable {
  id: string;
  job_id: string | null;
  purpose: 'qr' | 'own' | 'factory';
  window_id: string;
  /** Whose keys it was wrapped by before. */
  earlier_windows: WithDefault<string[]>;
  wrapped_key: Uint8Array | null;
  ciphertext: Uint8Array | null;
  fingerprint: Uint8Array;
  created_at: WithDefault<Date>;
  destroyed_at: Date | null;
}

export interface OrderTable {
  id: string;
  job_id: string;
  station_id: string;
  seed_id: string;
  generation: number;
  /** The only token this order may be written on, once that is known. */
  serial: string | null;
  /** Null until it is named or reserved. */
  profile: number | null;
  family: WithDefault<TokenFamily>;
  /** What the profile holds may go. */
  overwrite: WithDefault<boolean>;
  /** A try of the customer key may be spent though few are left, or it was refused before. */
  key_trial: WithDefault<boolean>;
  /** The customer key it is sent with, by its id; null before that, and for other tokens. */
  customer_key: WithDefault<string | null>;
  priority: number;
  status: OrderStatus;
  attempt: WithDefault<number>;
  reader: string | null;
  declined: string | null;
  /** What somebody may decide about the token that was declined. */
  asks: ColumnType<PermitQuestion | null, string | null | undefined, string | null>;
  /** The token that was declined, in parts. */
  declined_as: ColumnType<DeclinedToken | null, string | null | undefined, string | null>;
  report: Json<unknown> | null;
  created_at: WithDefault<Date>;
}

export interface ShipmentTable {
  id: string;
  recipient_id: string;
  kind: 'parcel' | 'hand-over' | null;
  carrier: string | null;
  tracking: string | null;
  opened_at: WithDefault<Date>;
  sent_at: Date | null;
  delivered_at: Date | null;
}

export interface EventTable {
  id: Generated<number>;
  at: WithDefault<Date>;
  kind: string;
  actor_kind: 'person' | 'agent' | 'depot' | 'recipient' | 'key';
  actor_id: string | null;
  actor_name: string;
  actor_address: string | null;
  batch_id: string | null;
  job_id: string | null;
  station_id: string | null;
  serial: string | null;
  state: JobState | null;
  facts: Json<Record<string, unknown>>;
  /** Null once `facts` were erased: without it nobody can try out what they were. */
  salt: Uint8Array | null;
}

/** Committed events in their final order, each hashed onto the one before. */
export interface ChainTable {
  seq: number;
  event_id: number;
  commitment: Uint8Array;
  hash: Uint8Array;
}

/** Events that the sequencer has yet to chain; a row leaves when its event is in the chain. */
export interface PendingEventTable {
  event_id: number;
}

export interface OutboxTable {
  id: Generated<number>;
  queue: string;
  task_id: string;
  payload: Json<Record<string, unknown>>;
  created_at: WithDefault<Date>;
}

export interface Schema {
  tenant: TenantTable;
  person: PersonTable;
  session: SessionTable;
  second_factor: SecondFactorTable;
  recovery_code: RecoveryCodeTable;
  people_rules: PeopleRulesTable;
  refused_sign_in: RefusedSignInTable;
  spent_sign_in: SpentSignInTable;
  station: StationTable;
  self_test: SelfTestTable;
  pairing_code: PairingCodeTable;
  batch: BatchTable;
  recipient: RecipientTable;
  job: JobTable;
  token: TokenTable;
  quarantine: QuarantineTable;
  binding: BindingTable;
  accepted_step: AcceptedStepTable;
  seed: SeedTable;
  burn_order: OrderTable;
  molto: MoltoTable;
  permit: PermitTable;
  customer_key: CustomerKeyTable;
  graph_connection: GraphConnectionTable;
  directory_token: DirectoryTokenTable;
  seed_file: SeedFileTable;
  seed_file_key: SeedFileKeyTable;
  seed_file_chunk: SeedFileChunkTable;
  seed_file_finding: SeedFileFindingTable;
  csv_columns: CsvColumnsTable;
  pgp_key: PgpKeyTable;
  directory_withdrawal: WithdrawalTable;
  directory_comparison: ComparisonTable;
  directory_difference: DifferenceTable;
  graph_budget: GraphBudgetTable;
  self_code: SelfCodeTable;
  self_visit: SelfVisitTable;
  notice: NoticeTable;
  arrival_code: ArrivalCodeTable;
  lost_job: LostJobTable;
  escrow: EscrowTable;
  escrow_day: EscrowDayTable;
  escrow_rules: EscrowRulesTable;
  recipient_roles: RecipientRolesTable;
  shipment: ShipmentTable;
  read_out_rules: ReadOutRulesTable;
  caller_check: CallerCheckTable;
  read_out: ReadOutTable;
  read_out_step: ReadOutStepTable;
  anchor: AnchorTable;
  retention: RetentionTable;
  api_key: ApiKeyTable;
  api_key_secret: ApiKeySecretTable;
  event: EventTable;
  event_pending: PendingEventTable;
  event_chain: ChainTable;
  outbox: OutboxTable;
  destruction_pending: PendingDestructionTable;
}

/** Every table's name, for whoever has to know one when a statement is written. */
export const tables: Readonly<Record<keyof Schema, true>> = {
  tenant: true,
  person: true,
  session: true,
  second_factor: true,
  recovery_code: true,
  people_rules: true,
  refused_sign_in: true,
  spent_sign_in: true,
  station: true,
  self_test: true,
  pairing_code: true,
  batch: true,
  recipient: true,
  job: true,
  token: true,
  quarantine: true,
  binding: true,
  accepted_step: true,
  seed: true,
  burn_order: true,
  molto: true,
  permit: true,
  customer_key: true,
  graph_connection: true,
  directory_token: true,
  seed_file: true,
  seed_file_key: true,
  seed_file_chunk: true,
  seed_file_finding: true,
  csv_columns: true,
  pgp_key: true,
  directory_withdrawal: true,
  directory_comparison: true,
  directory_difference: true,
  graph_budget: true,
  self_code: true,
  self_visit: true,
  notice: true,
  arrival_code: true,
  lost_job: true,
  escrow: true,
  escrow_day: true,
  escrow_rules: true,
  recipient_roles: true,
  shipment: true,
  read_out_rules: true,
  caller_check: true,
  read_out: true,
  read_out_step: true,
  anchor: true,
  retention: true,
  api_key: true,
  api_key_secret: true,
  event: true,
  event_pending: true,
  event_chain: true,
  outbox: true,
  destruction_pending: true,
};
