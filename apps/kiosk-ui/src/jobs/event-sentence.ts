import { Role } from '@depot/contracts';
import type { EventView } from '@depot/contracts';
import { message, messageFor, sentence } from '../messages/message';
import type { Language, MessageKey } from '../messages/message';
import { stoppedByHand } from './stop-reason';

/** Facts worth a line below the sentence, in this order. */
const tellingFacts = {
  reason: 'fact.reason',
  ticket: 'fact.ticket',
  attestation: 'fact.attestation',
  because: 'fact.because',
  detail: 'fact.detail',
  note: 'fact.note',
  profile: 'fact.profile',
  triesLeft: 'fact.triesLeft',
  minutes: 'fact.minutes',
  drift: 'fact.drift',
  tries: 'fact.tries',
  generation: 'fact.generation',
  carrier: 'fact.carrier',
  tracking: 'fact.tracking',
} as const satisfies Readonly<Record<string, MessageKey>>;

export interface EventSentence {
  readonly text: string;
  readonly details: readonly string[];
}

/** What an event says to a reader; a kind without words of its own is shown as it is. */
export function eventSentence(event: Pick<EventView, 'kind' | 'facts'>, language: Language): EventSentence {
  const text =
    messageFor(language, `event.${event.kind}.${String(event.facts['kind'])}`) ??
    messageFor(language, `event.${event.kind}`) ??
    event.kind;
  const facts = Object.entries(tellingFacts).flatMap(([name, fact]) => {
    const value = event.facts[name];
    const tells = typeof value === 'string' || (typeof value === 'number' && !goesWithoutSaying(name, value));
    if (!tells) return [];
    const said = typeof value === 'string' && isDepots(name, event) ? sentence(language, value) : value;
    return [message(language, fact, { value: said })];
  });
  return { text, details: [...rolesIn(event, language), ...facts] };
}

const Roles = Role.array();

/** Whose roles changed, from which to which; nothing for an event of another kind. */
function rolesIn({ kind, facts }: Pick<EventView, 'kind' | 'facts'>, language: Language): readonly string[] {
  if (!kind.startsWith('person.roles-')) return [];
  const named = typeof facts['name'] === 'string' ? [message(language, 'fact.person', { value: facts['name'] })] : [];
  const words = (['before', 'roles'] as const).flatMap((name) => {
    const { success, data } = Roles.safeParse(facts[name]);
    if (!success) return [];
    const value = data.map((role) => message(language, `role.${role}`)).join(', ');
    const said = data.length === 0 ? message(language, 'review.noRole') : value;
    return [message(language, name === 'before' ? 'fact.rolesBefore' : 'fact.rolesAfter', { value: said })];
  });
  return [...named, ...words];
}

/** Whether the fact is a sentence of the depot’s, an agent’s or a reader’s, and not what somebody typed. */
function isDepots(name: string, { kind, facts }: Pick<EventView, 'kind' | 'facts'>): boolean {
  if (name === 'reason') return kind === 'seed.destroyed';
  return name === 'because' || (name === 'detail' && facts['code'] !== stoppedByHand);
}

/** A job is burned once unless a new QR was asked for. */
function goesWithoutSaying(name: string, value: number): boolean {
  return name === 'generation' && value === 1;
}
