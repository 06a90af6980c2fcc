import { z } from 'zod';
import { ReaderView, SelfTestFinding } from './reader.js';
import { DisplaySeconds } from './token-choice.js';
import { Algorithm, Id, Period, Profile, ProfileTitle, TokenFamily } from './words.js';

/** The socket's path, below the API's address. */
export const agentSocketPath = '/api/agent';

/** Bumped when a message changes so that old agents are refused with a sentence. */
export const agentProtocol = 2;

/** A public key as JWK: Ed25519 to sign, X25519 to be sealed to. `x` is base64url of 32 bytes. */
const okp = (crv: 'Ed25519' | 'X25519') =>
  z.strictObject({ kty: z.literal('OKP'), crv: z.literal(crv), x: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export const SigningKey = okp('Ed25519');
export type SigningKey = z.infer<typeof SigningKey>;
export const SealingKey = okp('X25519');
export type SealingKey = z.infer<typeof SealingKey>;

/** `POST /api/agents/pair`: the one-time code against the agent's public keys. */
export const PairRequest = z.strictObject({
  code: z.string().min(4).max(40),
  name: z.string().trim().min(1).max(80),
  signingKey: SigningKey,
  sealingKey: SealingKey,
});
export type PairRequest = z.infer<typeof PairRequest>;
export const PairAnswer = z.object({ stationId: Id, name: z.string() });
export type PairAnswer = z.infer<typeof PairAnswer>;

/**
 * What the agent signs (Ed25519, UTF-8): binds the nonce to this protocol and station, so that a signature
 * made for one depot or purpose is worth nothing elsewhere.
 */
export function challengeText(challenge: { nonce: string; stationId: string }): string {
  return `token-depot agent v${String(agentProtocol)}\n${challenge.stationId}\n${challenge.nonce}`;
}

/** What a burn writes beside the seed. */
export const TokenSettings = z.strictObject({ algorithm: Algorithm, period: Period, displaySeconds: DisplaySeconds });
export type TokenSettings = z.infer<typeof TokenSettings>;

/** What is inside a seal: a raw seed, or the customer key of a Molto2 as it was chosen (not hashed yet). */
export const SealedContent = z.enum(['seed', 'customer-key']);
export type SealedContent = z.infer<typeof SealedContent>;

/**
 * Protected header of what is sealed to an agent (compact JWE, ECDH-ES + A256GCM). The agent refuses it unless `order`
 * and `serial` are the order's own and `content` is what belongs there, so that a key is never taken for a seed.
 */
export const SealedHeader = z.object({
  alg: z.literal('ECDH-ES'),
  enc: z.literal('A256GCM'),
  content: SealedContent,
  order: Id,
  serial: z.string(),
});

/** A profile of a token as its public block shows it to anybody. */
export const ProfileState = z.strictObject({
  profile: Profile,
  /** It holds a seed. */
  occupied: z.boolean(),
  /** What its line says; it may outlive the seed. Read from the token, so of any length that fits there. */
  title: z.string().max(16).nullable(),
});
export type ProfileState = z.infer<typeof ProfileState>;

/** How a burn ended. `refused`: nothing was written. `uncertain`: a write may have happened. */
export const BurnReport = z.object({
  outcome: z.enum(['burned', 'refused', 'uncertain']),
  serial: z.string(),
  profile: Profile,
  reader: z.string(),
  /**
   * `ok`, or a stable word such as `link-lost`. Of Molto2 alone: `wrong-customer-key`, `few-tries-left` (no try was
   * spent), `locked`, `occupied-profile`, `profile-missing`, `wrong-family`.
   */
  code: z.string().max(60),
  detail: z.string().max(300),
  /** How often a customer key may still be tried, where the token said so; null where it did not. */
  triesLeft: z.int().min(0).max(15).nullable(),
});
export type BurnReport = z.infer<typeof BurnReport>;

/** What an agent's journal knows of an order. */
export const JournalState = z.enum(['unknown', 'begun', 'finished']);
export type JournalState = z.infer<typeof JournalState>;

/** From the agent to the API. */
export const AgentMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    protocol: z.int(),
    stationId: Id,
    version: z.string().max(40),
    /** The page of the virtual tokens' drawer, where the readers are virtual. */
    benchUrl: z.url().nullable(),
  }),
  z.strictObject({ type: z.literal('proof'), signature: z.string() }),
  z.strictObject({ type: z.literal('heartbeat') }),
  z.strictObject({
    type: z.literal('readers'),
    readers: z.array(ReaderView).max(64),
    /** Why no reader can be used at all, and what to do about it; null while all is well. */
    trouble: z.string().max(300).nullable(),
  }),
  /** A token for an order that waits: the API answers `burn`, `decline` or `release`. */
  z.strictObject({
    type: z.literal('identified'),
    orderId: Id,
    reader: z.string(),
    family: TokenFamily,
    serial: z.string(),
    model: z.string(),
    /** The token's clock minus the agent's, whole seconds. */
    clockOffset: z.int(),
    /** Every profile of a Molto2, in order; null for a token of one profile, which does not tell. */
    profiles: z.array(ProfileState).max(100).nullable(),
  }),
  z.strictObject({ type: z.literal('report'), orderId: Id, report: BurnReport }),
  /** The answer to `self-test`, a line each; null when it is over. */
  z.strictObject({ type: z.literal('finding'), testId: Id, finding: SelfTestFinding.nullable() }),
  /** The answer to `ask`. */
  z.strictObject({
    type: z.literal('journal'),
    orderId: Id,
    state: JournalState,
    serial: z.string().nullable(),
    profile: Profile.nullable(),
    report: BurnReport.nullable(),
  }),
]);
export type AgentMessage = z.infer<typeof AgentMessage>;

/** From the API to the agent. */
export const ServerMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('challenge'), nonce: z.string() }),
  z.strictObject({
    type: z.literal('welcome'),
    name: z.string(),
    heartbeatSeconds: z.number().positive(),
  }),
  /** The agent is not let in; it says `detail` to its operator. `final`: trying again is of no use. */
  z.strictObject({ type: z.literal('refused'), detail: z.string(), final: z.boolean() }),
  /** Phase one: find a token for this order on any free reader, or (`serial` set) wait for that very token. */
  z.strictObject({
    type: z.literal('identify'),
    orderId: Id,
    family: TokenFamily,
    serial: z.string().nullable(),
    /** The one to be written; null: the API chooses among those the agent lists. 0 for a token of one profile. */
    profile: Profile.nullable(),
    /** Orders of a caller on the line go before the rest; lower first. */
    priority: z.int().nonnegative(),
  }),
  /**
   * Phase two: the token is reserved; write this seed on that serial alone, into that profile alone. `sealed` is a
   * compact JWE. What stands below it is for Molto2; other tokens have null, false, null, null and false.
   */
  z.strictObject({
    type: z.literal('burn'),
    orderId: Id,
    family: TokenFamily,
    serial: z.string(),
    profile: Profile,
    settings: TokenSettings,
    sealed: z.string(),
    /** Null leaves the profile's title as it is. */
    title: ProfileTitle.nullable(),
    /** What the profile holds may go: somebody confirmed it, or this job may have written it at an earlier try. */
    overwrite: z.boolean(),
    /** The depot's customer key, a compact JWE sealed like the seed with its own `content`; null: the vendor's default. */
    customerKey: z.string().nullable(),
    /** What the depot last heard of the tries that are left for this token; null when nothing. */
    triesLeft: z.int().min(0).max(15).nullable(),
    /** Somebody confirmed that a try may be spent though few are left; without it none of the last three is. */
    keyTrial: z.boolean(),
  }),
  /** Not this token (the reason is shown at the reader); the order goes on waiting for another one. */
  z.strictObject({ type: z.literal('decline'), orderId: Id, serial: z.string(), detail: z.string().max(300) }),
  /** The order is off: forget it unless its writing has begun. */
  z.strictObject({ type: z.literal('release'), orderId: Id }),
  /** Try everything that can be tried without touching a token. An agent that does not know this yet says nothing. */
  z.strictObject({ type: z.literal('self-test'), testId: Id }),
  /** What does the journal know of this order? */
  z.strictObject({ type: z.literal('ask'), orderId: Id }),
  /** The report is on the record: the journal may forget it. */
  z.strictObject({ type: z.literal('acknowledge'), orderId: Id }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;
