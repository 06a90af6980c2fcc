import type { SheetEvent, TokenSheet } from '@depot/contracts';
import { eventWords } from './event-words.js';
import { sheetWords } from './sheet-words.js';
import type { Paper, Placed, Sheet } from './paper.js';

type Language = 'en' | 'fr';

const edge = 14;
const room = 182;
const bottom = 284;
/** Facts worth a few words on paper; none of them is ever a code. */
const told = [
  'reason',
  'attestation',
  'ticket',
  'carrier',
  'tracking',
  'profile',
  'generation',
  'replaces',
  'newJob',
] as const;

export function sheetTitle(serial: string, language: Language): string {
  return `${sheetWords[language].title} ${serial}`;
}

/** Everything about one token on one sheet; what does not fit goes on on the next. */
export function writeTokenSheet(
  paper: Paper,
  sheet: TokenSheet,
  { language, by, reason }: { language: Language; by: string; reason: string },
): void {
  const say = sheetWords[language];
  const page = new Pages(paper);
  page.put(sheetTitle(sheet.serial, language), { size: 14, face: 'bold' });
  page.put(`${say.made(when(sheet.madeAt), by)} ${say.reason} ${reason}`, { size: 7.5, grey: true });
  for (const one of sheet.profiles) {
    const parts = [
      one.model,
      say.kind[one.kind],
      one.algorithm,
      `${String(one.period)} s`,
      say.status[one.status],
      say.seed[one.seed],
    ];
    const number = one.family === 'molto2' ? `${say.token} · ${String(one.profile)}` : say.token;
    const drift = one.drift === null ? [] : [`${say.drift} ${seconds(one.drift)}`];
    page.put(`${number}: ${[...parts, ...drift].filter((part) => part !== null).join(' · ')}`, { size: 8 });
  }

  page.head(say.whose);
  if (sheet.bindings.length === 0) page.put(say.nobody, { size: 8 });
  for (const one of sheet.bindings) {
    const ended =
      one.endedAt === null
        ? ''
        : ` ${say.until} ${when(one.endedAt)}${one.endedReason === null ? '' : ` (${one.endedReason})`}`;
    const who = one.displayName === null ? one.upn : `${one.displayName}, ${one.upn}`;
    page.put(`${when(one.boundAt)}${ended} · ${who} · ${say.job} ${String(one.jobNumber)}`, { size: 8 });
  }

  page.head(say.proofs);
  page.put(say.proofsAbout, { size: 7, grey: true });
  for (const { at, seq, how, drift, by: who, kind } of sheet.proofs) {
    const clock = drift === null ? '' : ` · ${say.drift} ${seconds(drift)}`;
    page.put(`${when(at)} · ${name(kind, language)}: ${say.how[how]}${clock} · ${who} · ${say.row} ${String(seq)}`, {
      size: 7.5,
    });
  }

  page.head(say.certificates);
  if (sheet.certificates.length === 0) page.put(say.noCertificate, { size: 8 });
  for (const one of sheet.certificates) {
    const row = `${say.row} ${String(one.seq)}`;
    page.put(
      `${one.seedId} · ${say.certificate(when(one.keptSince), when(one.destroyedAt))} · ${one.reason} · ${one.by} · ${row}`,
      { size: 7.5 },
    );
    page.put(one.hash ?? say.notChained, { size: 5.8, face: 'mono', grey: true });
  }

  page.head(say.custody);
  if (sheet.more > 0) page.put(say.more(sheet.more), { size: 7 });
  for (const event of sheet.events) line(page, event, language);

  page.head(say.verify);
  page.put(say.verifyAbout, { size: 7.5 });
  page.put(
    `npm run -s depot -- audit verify --export record.jsonl --head ${String(sheet.head.seq)}:${sheet.head.hash}`,
    { size: 6.3, face: 'mono' },
  );
  page.put(`${say.head} ${String(sheet.head.seq)}:`, { size: 7.5 });
  page.put(sheet.head.hash, { size: 6.3, face: 'mono' });
  if (sheet.anchor === null) page.put(say.noAnchor, { size: 7.5 });
  else {
    const { day, seq, hash, key } = sheet.anchor;
    page.put(say.anchor(day), { size: 7.5 });
    page.put(`${String(seq)}:${hash} · Ed25519 ${key}`, { size: 5.8, face: 'mono' });
  }
  page.number(say.page);
}

/** Two lines: what a person reads, and the row with its hash below. */
function line(page: Pages, event: SheetEvent, language: Language): void {
  const say = sheetWords[language];
  const facts = told.flatMap((fact) => {
    const value = event.facts[fact];
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
  const job = event.jobNumber === null ? [] : [`${say.job} ${String(event.jobNumber)}`];
  const station = event.stationName === null ? [] : [event.stationName];
  const gone = event.erased ? [say.erased] : [];
  const parts = [
    `${when(event.at)}  ${name(event.kind, language, event.facts)}`,
    event.actor.name,
    ...job,
    ...station,
    ...facts,
    ...gone,
  ];
  const below = `${event.seq === 0 ? say.notChained : `${say.row} ${String(event.seq)}`} · ${event.kind} · ${event.hash ?? ''}`;
  page.keep(7.6);
  page.put(parts.join(' · '), { size: 7 });
  page.put(below, { size: 5.4, face: 'mono', grey: true });
}

function name(kind: string, language: Language, facts: Readonly<Record<string, unknown>> = {}): string {
  return (eventWords[`${kind}.${String(facts['kind'])}`] ?? eventWords[kind])?.[language] ?? kind;
}

/** To the second, in UTC: 2026-11-30 07:15:00. */
function when(instant: string): string {
  return instant.replace('T', ' ').replace(/(\.\d+)?Z$/, '');
}

function seconds(drift: number): string {
  return `${drift > 0 ? '+' : ''}${String(drift)} s`;
}

/** Lines one below the other, over as many pages as it takes. */
class Pages {
  readonly #paper: Paper;
  readonly #sheets: Sheet[] = [];
  #y = bottom;

  constructor(paper: Paper) {
    this.#paper = paper;
  }

  put(text: string, how: Omit<Placed, 'x' | 'y' | 'width'>): void {
    // What a name or a reason has that cannot be printed is shown as what it is, and nothing is left out unseen.
    const printable = this.#printable(text);
    const rows = this.#paper.lines(printable, { ...how, width: room });
    this.keep((rows * how.size * 1.3 * 25.4) / 72);
    this.#y = this.#sheet.text(printable, { ...how, x: edge, y: this.#y, width: room, leading: 1.3 });
  }

  head(text: string): void {
    this.keep(12);
    this.#y += 2.2;
    this.#sheet.line({ x: edge, y: this.#y }, { x: edge + room, y: this.#y });
    this.#y += 1;
    this.put(text, { size: 9.5, face: 'bold' });
  }

  /** Begins another page where so many millimetres are not left. */
  keep(tall: number): void {
    if (this.#sheets.length > 0 && this.#y + tall <= bottom) return;
    this.#sheets.push(this.#paper.sheet());
    this.#y = edge;
  }

  number(words: (at: number, of: number) => string): void {
    for (const [at, sheet] of this.#sheets.entries()) {
      sheet.text(words(at + 1, this.#sheets.length), { x: 188, y: 288, size: 7, grey: true });
    }
  }

  get #sheet(): Sheet {
    const last = this.#sheets.at(-1);
    if (last === undefined) throw new Error('Nothing has been begun.');
    return last;
  }

  #printable(text: string): string {
    const bad = new Set(this.#paper.unprintable(text));
    return Array.from(text.normalize('NFC'))
      .map((sign) => (bad.has(sign) ? `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}]` : sign))
      .join('');
  }
}
