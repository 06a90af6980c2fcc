import type { Paper, Sheet } from './paper.js';

/**
 * Where things stand on a letter for a window envelope, in millimetres: DIN 5008, form B. Folded in three at the marks it shows its
 * address in a DIN long window, folded once in a C5 window.
 */
const window_ = { x: 25, top: 45, width: 80 } as const;
const sender = { y: 57 } as const;
const address = { y: 63.5 } as const;
const folds = [105, 210] as const;
const middle = 148.5;
const text = { x: 25, width: 160, y: 105 } as const;

export interface LetterHead {
  /** One line above the address, where a carrier brings it back to; null leaves it out. */
  readonly sender: string | null;
  readonly address: readonly string[];
  /** To the right of the address, short. */
  readonly marks: readonly string[];
  readonly subject: string;
}

/** Begins a letter on a sheet of its own. @returns the sheet, and the upper edge of its text */
export function beginLetter(paper: Paper, head: LetterHead): { sheet: Sheet; y: number } {
  const sheet = paper.sheet();
  if (head.sender !== null) {
    sheet.text(head.sender, { x: window_.x, y: sender.y, size: 6.5, width: window_.width, grey: true });
  }
  let y: number = address.y;
  for (const line of head.address)
    y = sheet.text(line, { x: window_.x, y, size: 10, width: window_.width, leading: 1.25 });
  let right: number = address.y;
  for (const mark of head.marks) right = sheet.text(mark, { x: 125, y: right, size: 9, width: 65, grey: true });
  for (const fold of folds) sheet.line({ x: 4, y: fold }, { x: 8, y: fold });
  sheet.line({ x: 4, y: middle }, { x: 9, y: middle });
  const below = sheet.text(head.subject, { x: text.x, y: text.y, size: 13, face: 'bold', width: text.width });
  return { sheet, y: below + 3 };
}

/** The next paragraph. @returns the upper edge of what may follow */
export function paragraph(
  sheet: Sheet,
  words: string,
  at: { y: number; face?: 'plain' | 'bold'; indent?: number },
): number {
  const { y, face = 'plain', indent = 0 } = at;
  return (
    sheet.text(words, { x: text.x + indent, y, size: 10.5, face, width: text.width - indent, leading: 1.45 }) + 2.4
  );
}

/** Numbered things to do. */
export function steps(sheet: Sheet, all: readonly string[], y: number): number {
  let below = y;
  for (const [at, step] of all.entries()) {
    sheet.text(`${String(at + 1)}.`, { x: text.x, y: below, size: 10.5, face: 'bold' });
    below = paragraph(sheet, step, { y: below, indent: 8 });
  }
  return below;
}

/** Something in a frame, to be seen before the rest. */
export function framed(paper: Paper, sheet: Sheet, words: string, y: number): number {
  const rows = paper.lines(words, { size: 10.5, face: 'bold', width: text.width - 8 });
  const tall = rows * 10.5 * 1.45 * (25.4 / 72) + 6;
  sheet.box({ x: text.x, y, width: text.width, height: tall });
  sheet.text(words, { x: text.x + 4, y: y + 3, size: 10.5, face: 'bold', width: text.width - 8, leading: 1.45 });
  return y + tall + 4;
}
