import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { PDFFont, PDFPage, RGB } from 'pdf-lib';
import { onPaper, unprintable } from './printable.js';

/** Points in a millimetre: PDF counts in 1/72 inch. */
const mm = 72 / 25.4;
/** DIN A4. */
const height = 297;
const width = 210;

export type Face = 'plain' | 'bold' | 'mono';

/** Where and how a text stands: millimetres from the sheet's left and upper edge, to the text's upper edge. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  /** Points. */
  readonly size: number;
  readonly face?: Face;
  /** Millimetres; longer text is wrapped at spaces. */
  readonly width?: number;
  /** Times the size, from line to line. */
  readonly leading?: number;
  readonly grey?: boolean;
}

/** A sheet of A4. */
export interface Sheet {
  /** @returns the upper edge of what may stand below, in millimetres */
  text(text: string, at: Placed): number;
  line(from: { x: number; y: number }, to: { x: number; y: number }): void;
  box(at: { x: number; y: number; width: number; height: number }): void;
}

/** A PDF being written, with the fonts that print any Latin name. */
export interface Paper {
  sheet(): Sheet;
  /** How many lines a text takes. */
  lines(text: string, at: Pick<Placed, 'size' | 'face' | 'width'>): number;
  /** The signs of a text that cannot be printed. */
  unprintable(text: string): string[];
  bytes(): Promise<Uint8Array>;
}

/** DejaVu: free to embed, and wider than the fonts every reader has, which end at Western Europe. */
const files: Readonly<Record<Face, string>> = {
  plain: 'DejaVuSans.ttf',
  bold: 'DejaVuSans-Bold.ttf',
  mono: 'DejaVuSansMono.ttf',
};
const asked = createRequire(import.meta.url);
/** Loaded when the first paper is asked for: a start need not wait for it. */
const load = async () => ({ lib: await import('pdf-lib'), fontkit: (await import('@pdf-lib/fontkit')).default });
const read = new Map<Face, Promise<Uint8Array>>();

function fontFile(face: Face): Promise<Uint8Array> {
  const known = read.get(face) ?? readFile(asked.resolve(`dejavu-fonts-ttf/ttf/${files[face]}`));
  read.set(face, known);
  return known;
}

/** @param about the document's own title and language, for readers and screen readers */
export async function openPaper(about: { readonly title: string; readonly language: 'en' | 'fr' }): Promise<Paper> {
  const { lib, fontkit } = await load();
  const document = await lib.PDFDocument.create();
  document.registerFontkit(fontkit);
  document.setTitle(about.title, { showInWindowTitleBar: true });
  document.setLanguage(about.language);
  document.setCreator('Token Depot');
  document.setProducer('Token Depot');
  const faces: Record<Face, PDFFont> = {
    plain: await document.embedFont(await fontFile('plain'), { subset: true }),
    bold: await document.embedFont(await fontFile('bold'), { subset: true }),
    mono: await document.embedFont(await fontFile('mono'), { subset: true }),
  };
  const signs = new Set(faces.plain.getCharacterSet());
  const wrapped = (text: string, { size, face = 'plain', width: room }: Pick<Placed, 'size' | 'face' | 'width'>) =>
    unbroken(text)
      .split('\n')
      .flatMap((part) =>
        wrap(onPaper(part), room === undefined ? Infinity : room * mm, (some) =>
          faces[face].widthOfTextAtSize(some, size),
        ),
      );
  return {
    sheet: () => makeSheet(document.addPage([width * mm, height * mm]), { faces, wrapped, rgb: lib.rgb }),
    lines: (text, at) => wrapped(text, at).length,
    unprintable: (text) => unprintable(text, (codePoint) => signs.has(codePoint)),
    bytes: () => document.save(),
  };
}

interface Tools {
  readonly faces: Readonly<Record<Face, PDFFont>>;
  readonly wrapped: (text: string, at: Pick<Placed, 'size' | 'face' | 'width'>) => string[];
  readonly rgb: (red: number, green: number, blue: number) => RGB;
}

function makeSheet(page: PDFPage, { faces, wrapped, rgb }: Tools): Sheet {
  const up = (y: number): number => (height - y) * mm;
  return {
    text(text, at) {
      const { x, y, size, face = 'plain', leading = 1.35, grey = false } = at;
      const rows = wrapped(text, at);
      for (const [row, line] of rows.entries()) {
        page.drawText(line, {
          x: x * mm,
          // The first line's baseline lies one size below the edge, less what reaches under it.
          y: up(y) - size * 0.93 - row * size * leading,
          size,
          font: faces[face],
          color: grey ? rgb(0.32, 0.35, 0.38) : rgb(0, 0, 0),
        });
      }
      return y + (rows.length * size * leading) / mm;
    },
    line(from, to) {
      page.drawLine({
        start: { x: from.x * mm, y: up(from.y) },
        end: { x: to.x * mm, y: up(to.y) },
        thickness: 0.5,
        color: rgb(0.55, 0.58, 0.6),
      });
    },
    box(at) {
      page.drawRectangle({
        x: at.x * mm,
        y: up(at.y + at.height),
        width: at.width * mm,
        height: at.height * mm,
        borderColor: rgb(0.2, 0.2, 0.2),
        borderWidth: 0.8,
      });
    },
  };
}

/** French puts a space before some signs, and no line ends at it. */
function unbroken(text: string): string {
  return text.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
}

/** Lines no wider than there is room; a word that is wider than that is broken. */
export function wrap(text: string, room: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (let word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= room) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    while (widthOf(word) > room && word.length > 1) {
      let fits = word.length - 1;
      while (fits > 1 && widthOf(word.slice(0, fits)) > room) fits -= 1;
      lines.push(word.slice(0, fits));
      word = word.slice(fits);
    }
    line = word;
  }
  return [...lines, line];
}
