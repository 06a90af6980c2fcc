import { ReviewedAct, powersOf } from '@depot/contracts';
import type { AccessReview, ActCounts, RoleChange } from '@depot/contracts';
import { stringify } from 'csv-stringify/sync';

const acts = ReviewedAct.options;
const head = [
  ...['kind', 'name', 'may', 'opens', 'signs in', 'second factor', 'state', 'since', 'last seen'],
  ...acts,
  ...['may since', 'by', 'might before', 'why'],
];

/**
 * A line for each person, key and station, and for who is gone; comma, CRLF (RFC 4180). The last columns are the latest change of a
 * person's roles within the period, and empty where there was none.
 */
export function reviewLines({ people, roleChanges, gone, keys, stations }: AccessReview): string[] {
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
      person.lastSignInAt ?? (person.signInsForgotten ? 'not within the kept time' : 'never'),
      ...counts(person.acts),
      ...changed(roleChanges.find(({ personId }) => personId === person.id)),
    ]),
    ...gone.map(({ name, acts: did }) => [
      'person',
      name,
      '',
      '',
      '',
      '',
      'gone',
      '',
      '',
      ...counts(did),
      ...changed(),
    ]),
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
      ...changed(),
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
      ...changed(),
    ]),
  ];
  // A spreadsheet takes a cell that begins with = for a formula, and names are whatever somebody typed.
  return rows.map((row) => stringify([row], { record_delimiter: 'windows', escape_formulas: true }));
}

function changed(change?: RoleChange): string[] {
  if (change === undefined) return ['', '', '', ''];
  return [change.at, change.by ?? 'the provider', change.before.join(' '), change.reason ?? ''];
}

const yesNo = (is: boolean): string => (is ? 'yes' : 'no');

/** ISO instants sort as text. */
function latest(instants: readonly (string | null)[]): string | undefined {
  return instants
    .filter((instant) => instant !== null)
    .sort()
    .at(-1);
}
