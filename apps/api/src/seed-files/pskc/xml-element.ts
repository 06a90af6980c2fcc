/** An element of a small XML document: names without prefixes, text of its own without that of its children. */
export class XmlElement {
  readonly name: string;
  readonly attributes = new Map<string, string>();
  readonly children: XmlElement[] = [];
  text = '';

  constructor(name: string) {
    this.name = name;
  }

  /** The first element that this path of names leads to; undefined where there is none. */
  find(...path: readonly string[]): XmlElement | undefined {
    const [name, ...rest] = path;
    if (name === undefined) return this;
    for (const child of this.children) {
      const found = child.name === name ? child.find(...rest) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The trimmed text of what the path leads to; undefined where it leads nowhere. */
  textOf(...path: readonly string[]): string | undefined {
    return this.find(...path)?.text.trim();
  }

  all(name: string): XmlElement[] {
    return this.children.filter((child) => child.name === name);
  }
}
