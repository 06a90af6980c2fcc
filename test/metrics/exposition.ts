export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;

/** One scrape, read strictly by Prometheus' text format 0.0.4. @throws Error at the first line that breaks it */
export class Scrape {
  readonly samples: readonly Sample[];
  /** Every metric's type, by its name. */
  readonly types: ReadonlyMap<string, string>;

  constructor(text: string) {
    if (!text.endsWith('\n')) throw new Error('The last line does not end.');
    const types = new Map<string, string>();
    const samples: Sample[] = [];
    for (const each of text.split('\n')) {
      const type = /^# TYPE (\S+) (counter|gauge|histogram|summary|untyped)$/.exec(each);
      if (type !== null) types.set(type[1] ?? '', type[2] ?? '');
      else if (each !== '' && !each.startsWith('# HELP ')) samples.push(readSample(each));
    }
    for (const { name } of samples) {
      if (!types.has(name) && !types.has(name.replace(/_(bucket|sum|count)$/, '')))
        throw new Error(`${name} has no type.`);
    }
    this.types = types;
    this.samples = samples;
  }

  static async of(url: string, key?: string): Promise<Scrape> {
    const answer = await fetch(url, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });
    if (!answer.ok) throw new Error(`${url} answered ${String(answer.status)}.`);
    if (answer.headers.get('content-type')?.startsWith('text/plain; version=0.0.4') !== true)
      throw new Error('This is not Prometheus’ text format.');
    return new Scrape(await answer.text());
  }

  /** The sum over the series with these labels; null where there is none. */
  value(name: string, labels: Readonly<Record<string, string>> = {}): number | null {
    const found = this.samples.filter(
      (sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
    );
    return found.length === 0 ? null : found.reduce((sum, { value }) => sum + value, 0);
  }
}

function readSample(text: string): Sample {
  const [, name, inBraces = '', number = ''] = line.exec(text) ?? [];
  if (name === undefined) throw new Error(`Not a sample: ${text}`);
  const value = Number(number.replace(/^([+-]?)Inf$/, '$1Infinity'));
  if (Number.isNaN(value) && !/^nan$/i.test(number)) throw new Error(`Not a number: ${text}`);
  const labels: Record<string, string> = {};
  label.lastIndex = 0;
  while (label.lastIndex < inBraces.length) {
    const [, key = '', quoted = ''] = label.exec(inBraces) ?? [];
    if (key === '') throw new Error(`Not labels: ${text}`);
    labels[key] = quoted;
  }
  return { name, labels, value };
}
