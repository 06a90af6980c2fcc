import { createHash, timingSafeEqual } from 'node:crypto';
import type { CallerQuestion } from '@depot/contracts';

/** What the record has that a caller can be asked for. */
export interface AskedOf {
  readonly reference: string | null;
  readonly postal_code: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly street: string | null;
  readonly city: string | null;
}

/** Digits of the telephone number that a caller is asked for. */
const endDigits = 4;
/** Fewer right answers than these say too little, unless the tenant asks no more. */
const leastQuestions = 2;

/** Of these questions, the ones the record has an answer to. */
export function askable(questions: readonly CallerQuestion[], of: AskedOf): CallerQuestion[] {
  return questions.filter((question) => expected(question, of) !== '');
}

/** Whether the record holds enough about the recipient to check a caller. */
export function isEnough(questions: readonly CallerQuestion[], of: AskedOf): boolean {
  return askable(questions, of).length >= Math.min(leastQuestions, questions.length);
}

/**
 * Compares what was said with what is on record, without accents, case, blanks and punctuation. Of a telephone number its last four
 * digits are enough; more must be right too. How long it takes tells nothing of what was expected.
 */
export function answers(question: CallerQuestion, said: string, of: AskedOf): boolean {
  const wanted = expected(question, of);
  if (wanted === '') return false;
  if (question !== 'phone-end') return same(normal(question, said), wanted);
  const digits = said.replace(/\D/g, '');
  // A national number has a 0 in front where the international one has none.
  const number = digits.length > endDigits ? digits.replace(/^0+/, '') : digits;
  return number.length >= endDigits && same(number, wanted.slice(-number.length));
}

function expected(question: CallerQuestion, of: AskedOf): string {
  const text = valueOf(question, of) ?? '';
  if (question !== 'phone-end') return normal(question, text);
  const digits = text.replace(/\D/g, '');
  return digits.length >= endDigits ? digits : '';
}

function valueOf(question: CallerQuestion, of: AskedOf): string | null {
  switch (question) {
    case 'reference':
      return of.reference;
    case 'postal-code':
      return of.postal_code;
    case 'phone-end':
      return of.phone;
    case 'email':
      return of.email;
    case 'street':
      return of.street;
    case 'city':
      return of.city;
  }
}

function normal(question: CallerQuestion, text: string): string {
  if (question === 'email') return text.normalize('NFKC').trim().toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function same(one: string, other: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
