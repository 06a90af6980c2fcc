import type { Role, SignInWay } from '@depot/contracts';
import type { Generated } from 'kysely';
import type { WithDefault } from './columns.js';

/** Somebody of the staff: local with a password, or known by the provider's word for them. */
export interface PersonTable {
  id: string;
  name: string;
  /** Null for people of the identity provider. */
  password_hash: string | null;
  /** Issuer and subject name somebody for ever; a name or an address may pass to somebody else. */
  issuer: WithDefault<string | null>;
  subject: WithDefault<string | null>;
  roles: Role[];
  /** Null until they have chosen one. */
  language: WithDefault<'en' | 'fr' | null>;
  /** Since when their second factor counts. */
  second_factor_at: WithDefault<Date | null>;
  /** Since when they cannot sign in. */
  closed_at: WithDefault<Date | null>;
  created_at: WithDefault<Date>;
}

export interface SessionTable {
  /** SHA-256 of the cookie's secret: the table alone signs nobody in. */
  id: string;
  person_id: string;
  way: WithDefault<SignInWay>;
  address: WithDefault<string | null>;
  browser: WithDefault<string | null>;
  created_at: WithDefault<Date>;
  /** To the minute. */
  used_at: WithDefault<Date>;
  expires_at: Date;
}

/** The key of a person's second factor; read by the vault alone. */
export interface SecondFactorTable {
  person_id: string;
  id: string;
  wrapped_key: Uint8Array;
  ciphertext: Uint8Array;
  set_at: Date;
  /** The last time step that was accepted: neither it nor an earlier one is again. */
  last_step: WithDefault<number>;
  /** Seconds its clock is ahead of ours. */
  drift: WithDefault<number>;
}

/** A recovery code that was not used yet, as a keyed hash. */
export interface RecoveryCodeTable {
  person_id: string;
  print: string;
}

/** One row, or none for the usual rules. */
export interface PeopleRulesTable {
  only_row: WithDefault<boolean>;
  second_factor: Role[];
}

/** What a refused sign-in counts against. A name or an address stands there as a keyed hash: people type passwords into fields for names. */
export interface RefusedSignInTable {
  id: Generated<number>;
  subject: string;
  at: WithDefault<Date>;
}

/** A sign-in at the provider that came back: it does so once. */
export interface SpentSignInTable {
  id: string;
  until: Date;
}

export interface PeopleTables {
  person: PersonTable;
  session: SessionTable;
  second_factor: SecondFactorTable;
  recovery_code: RecoveryCodeTable;
  people_rules: PeopleRulesTable;
  refused_sign_in: RefusedSignInTable;
  spent_sign_in: SpentSignInTable;
}
