import { expect, test } from 'vitest';
import { gatherPairs, gatherSentences } from './gather-sentences.fixture';
import { sentencesInFrench } from './in-french';

/** What people may read; left out are commands, start-up and storage, files in English, and the page of the virtual tokens. */
const sources: Readonly<Record<string, string>> = import.meta.glob(
  [
    '../../../../../{apps/api,apps/kiosk-agent,libs/devices,libs/contracts}/src/**/*.ts',
    '!**/*.{test,fixture}.ts',
    '!**/api/src/{commands,local,backup}/**',
    '!**/api/src/audit/{export,verify}/**',
    '!**/api/src/access-review/review-csv.ts',
    '!**/api/src/audit/actor.ts',
    '!**/api/src/notices/{notice-words,escrow-words,not-sent}.ts',
    '!**/api/src/papers/{event-words,sheet-words,token-sheet,parcel-letter,arrival-letter}.ts',
    '!**/api/src/platform/{config,database,queue,metrics,tls,live,vault}/**',
    '!**/api/src/platform/http/{log,plain-http,web-app}.ts',
    '!**/kiosk-agent/src/{bench,config,journal,socket}/**',
    '!**/kiosk-agent/src/pairing/{certificate-trouble,depot-address,pair,read-ca}.ts',
    '!**/devices/src/{transcript,virtual}/**',
    '!**/contracts/src/{log/**,problem.ts,instructions.ts,agent-message.ts}',
    '!**/{main,start}.ts',
    '!**/print-*.ts',
  ],
  { query: '?raw', import: 'default', eager: true },
);

/** Found by the same rules, and not for people: columns and heads of files, names of commands, filters, who did it. */
const notSaid =
  /^(display name|postal code|serial number|secret key|time interval|set customer key|factory reset|seed file|Token Depot|<\?xml .*|POST \/api\/.*|userPrincipalName in .*|principalId eq .*|serialNumber eq .*|Recipient of job \S+|Somebody at \S+)$/s;
/** A sentence, or the name of a field, that comes from elsewhere and has a French of its own. */
const another = /^S\d+7:? /;

function withoutFrench(file: string, text: string): string[] {
  return gatherSentences(file, text).flatMap(({ line, ways }) =>
    ways
      .filter((way) => !notSaid.test(way) && !isKnown(way))
      .map((way) => `${file.replace(/^(\.\.\/)+/, '')}:${String(line)} ${way}`),
  );
}

function isKnown(way: string): boolean {
  return sentencesInFrench.knows(way) || sentencesInFrench.knows(way.replace(another, ''));
}

test('every sentence that the API, the agent or a reader says has its French', () => {
  const files = Object.entries(sources);
  expect(files.length).toBeGreaterThan(300);
  expect(files.flatMap(([file, text]) => withoutFrench(file, text))).toEqual([]);
});

test('finds a sentence without French, and says where it stands', () => {
  const source = [
    "import { ProblemError } from './problem-error.js';",
    'export function refuse(serial: string, isLate: boolean): never {',
    "  const when = isLate ? 'far too late' : 'a bit early';",
    "  throw new ProblemError('not-found', `Token ${serial} came ${when}.`);",
    '}',
  ].join('\n');
  expect(withoutFrench('refuse.ts', source)).toEqual([
    'refuse.ts:3 far too late',
    'refuse.ts:3 a bit early',
    expect.stringMatching(/^refuse\.ts:4 Token S\d+ came far too late\.$/),
    expect.stringMatching(/^refuse\.ts:4 Token S\d+ came a bit early\.$/),
  ]);
});

test('what the API says in both languages by itself is said alike here', () => {
  const pairs = Object.entries(sources).flatMap(([file, text]) => gatherPairs(file, text));
  expect(pairs.length).toBeGreaterThan(10);
  const strangers = (text: string) => (text.match(/S\d+7/g) ?? []).sort().join();
  const comparable = pairs.filter(({ en, fr }) => strangers(en) === strangers(fr) && sentencesInFrench.knows(en));
  expect(comparable.map(({ en }) => sentencesInFrench.say(en))).toEqual(comparable.map(({ fr }) => fr));
});

test('leaves out what goes to the log, the record or a programmer', () => {
  const source = [
    "log.warn({ id }, 'A step failed, and is tried again');",
    "throw new Error('This is never reached by anybody.');",
    "db.selectFrom('job').where('ended_at', 'is not', null).select('job.number as job_number');",
    "const words = { en: 'Scan the token.', fr: 'Scannez le jeton.' };",
  ].join('\n');
  expect(gatherSentences('quiet.ts', source).map(({ ways }) => ways)).toEqual([['Scan the token.']]);
});
