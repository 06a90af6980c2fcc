import { ReviewedAct, powersOf } from '@depot/contracts';
import type { AccessReview, ActCounts } from '@depot/contracts';
import { stringify } from 'csv-stringify/sync';

const acts = ReviewedAct.options;
const head = ['kind', 'name', 'may', 'opens', 'signs in', 'second factor', 'state', 'since', 'last seen', ...acts];

/** A line for each person, key and station, and for who is gone; comma, CRLF (RFC 4180). */
export function reviewLines({ people, gone, keys, stations }: AccessReview): string[] {
  const counts = (of: ActCounts): string[] => acts.map((act) => String(of[act] ?? 0));
  const rows = [
    head,
    ...people.map((person) => [
      'person',
      person.name,
      person.roles.join(' '),
      powersOf(person.roles).join(' '),
      person.way,
      person.secondFactor === null ? 'at the provider' : yesNo(person.secondFactor),
      person.closed ? 'closed' : 'open',
      person.since,
      person.lastSignInAt ?? 'never',
      ...counts(person.acts),
    ]),
    ...gone.map(({ name, acts: did }) => ['person', name, '', '', '', '', 'gone', '', '', ...counts(did)]),
    ...keys.map((key) => [
      'key',
      key.client,
      key.scopes.join(' '),
      key.tenant,
      'key',
      '',
      key.state,
      key.madeAt,
      latest(key.secrets.map(({ lastUsedAt }) => lastUsedAt)) ?? 'never',
      ...counts(key.acts),
    ]),
    ...stations.map((station) => [
      'station',
      station.name,
      '',
      'burns tokens',
      'key pair',
      '',
      station.revoked ? 'revoked' : 'paired',
      station.since,
      station.lastSeenAt ?? 'never',
      ...counts({}),
    ]),
  ];
  // A spreadsheet takes a cell that begins with = for a formula, and names are whatever somebody typed.
  return rows.map((row) => stringify([row], { record_delimiter: 'windows', escape_formulas: true }));
}

const yesNo = (is: boolean): string => (is ? 'yes' : 'no');

/** ISO instants sort as text. */
function latest(instants: readonly (string | null)[]): string | undefined {
  return instants
    .filter((instant) => instant !== null)
    .sort()
    .at(-1);
}
