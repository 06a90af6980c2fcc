import { SaxesParser } from 'saxes';
import { SeedFileRefused } from '../seed-file-refused.js';
import { XmlElement } from './xml-element.js';

/** A key container has some ten levels; RFC 6030 knows none deeper. */
const deepest = 32;
/** A package of one token is below 4 kB in every file seen; XML signatures of a container are not read at all. */
const largestRecord = 256 * 1024;

/** The root's tag with all its namespaces is below 1 kB in every file seen. */
const longestTag = 8 * 1024;

/** A whole element below the root, with the text it was read from. */
export interface XmlRecord {
  readonly element: XmlElement;
  /** Line of the file on which it begins; the first is 1. */
  readonly line: number;
  readonly raw: string;
}

/**
 * Cuts an XML document into the elements right below its root, as they come, so that the document is never held whole.
 * Names are taken without their prefix: vendors use several. Document types, and with them entities of one's own and
 * external ones, are refused, and so is what is deeper or larger than any token's package.
 */
export class XmlRecords {
  readonly #parser = new SaxesParser({ xmlns: false, position: true });
  readonly #path: XmlElement[] = [];
  readonly #records: XmlRecord[] = [];
  #root: string | null = null;
  #rootTag = '';
  #rootEnd = '';
  /** What has been given to the parser and may still be needed, and where it begins in the document. */
  #kept = '';
  #keptFrom = 0;
  #begun = { at: 0, line: 1 };
  #ended = false;

  constructor() {
    this.#parser.on('doctype', () => {
      throw new SeedFileRefused(
        'forbidden-content',
        'The file declares a document type. Seed files have none, and it could make the reader fetch or multiply text; ask the vendor for a plain one.',
      );
    });
    this.#parser.on('error', () => {
      throw new SeedFileRefused('broken', `The XML is broken on line ${String(this.#parser.line)}.`);
    });
    this.#parser.on('opentagstart', (tag) => this.#open(localName(tag.name)));
    this.#parser.on('opentag', (tag) => {
      if (this.#path.length === 1) this.#noteRoot(tag.name);
    });
    this.#parser.on('attribute', ({ name, value }) => this.#path.at(-1)?.attributes.set(localName(name), value));
    this.#parser.on('text', (text) => this.#say(text));
    this.#parser.on('cdata', (text) => this.#say(text));
    this.#parser.on('closetag', () => this.#close());
  }

  /** The root's name without its prefix; null before it was read. */
  get root(): string | null {
    return this.#root;
  }

  /** The root's opening tag as it stands in the document, with its namespaces; empty before it was read. */
  get rootTag(): string {
    return this.#rootTag;
  }

  /** What closes it. */
  get rootEnd(): string {
    return this.#rootEnd;
  }

  /** Takes the next piece of the document. @returns the elements that it completed @throws SeedFileRefused */
  push(text: string): XmlRecord[] {
    this.#kept += text;
    this.#parser.write(text);
    if (this.#path.length < 2) this.#forget(this.#keptFrom + this.#kept.length - longestTag);
    else if (this.#keptFrom + this.#kept.length - this.#begun.at > largestRecord) this.#refuseLarge();
    return this.#records.splice(0);
  }

  /** No more will come. @throws SeedFileRefused when the document is not whole */
  end(): XmlRecord[] {
    this.#parser.close();
    if (!this.#ended) throw new SeedFileRefused('broken', 'The XML ends before its last element does.');
    return this.#records.splice(0);
  }

  #open(name: string): void {
    if (this.#path.length >= deepest) {
      throw new SeedFileRefused('forbidden-content', 'The XML is nested deeper than any seed file.');
    }
    const element = new XmlElement(name);
    if (this.#path.length === 0) this.#root = name;
    if (this.#path.length === 1) {
      // The parser has read the name; the element begins at the bracket before it.
      const begin = this.#kept.lastIndexOf('<', this.#parser.position - this.#keptFrom - 1);
      this.#begun = { at: this.#keptFrom + begin, line: this.#parser.line };
    }
    this.#path.at(-1)?.children.push(element);
    this.#path.push(element);
  }

  #noteRoot(name: string): void {
    const end = this.#parser.position - this.#keptFrom;
    this.#rootTag = this.#kept.slice(this.#kept.lastIndexOf(`<${name}`, end), end);
    this.#rootEnd = `</${name}>`;
  }

  #say(text: string): void {
    const element = this.#path.at(-1);
    if (element === undefined || this.#path.length < 2) return;
    element.text += text;
    if (element.text.length > largestRecord) this.#refuseLarge();
  }

  #close(): void {
    const element = this.#path.pop();
    if (this.#path.length === 0) this.#ended = true;
    if (element === undefined || this.#path.length !== 1) return;
    const { at, line } = this.#begun;
    const end = this.#parser.position;
    this.#records.push({ element, line, raw: this.#kept.slice(at - this.#keptFrom, end - this.#keptFrom) });
    // Only the record itself is kept of it.
    this.#path[0]?.children.splice(0);
    this.#forget(end);
  }

  #forget(before: number): void {
    const cut = before - this.#keptFrom;
    if (cut <= 0) return;
    this.#kept = this.#kept.slice(cut);
    this.#keptFrom += cut;
  }

  #refuseLarge(): never {
    throw new SeedFileRefused('too-large', 'One entry of the file is larger than any token’s could be.');
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
