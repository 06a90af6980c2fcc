import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventView, JobView, Problem } from '@depot/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { useLine } from './line.fixture.js';

const contact = '+33 4 00 00 00 00';
const line = useLine({
  stations: [2],
  latencyMs: 2,
  environment: {
    DEPOT_LETTER_CONTACT: contact,
    DEPOT_LETTER_SENDER: 'IT depot · 1 Sample Street · 69001 Lyon',
    DEPOT_PUBLIC_URL: 'https://depot.example.org/',
  },
});
const csv = [
  'upn,display name,email,language,street,postal code,city,country',
  'luk@contoso.com,Łukasz Őrsi-Ștefănescu,luk@example.org,en,4 Źródlana,00-001,Łódź,PL',
  'zoe@contoso.com,Zoé Œuvrard,,fr,2 rue de l’Église,69001,Lyon,FR',
  'wang@contoso.com,王小明,,en,1 Sample Street,69001,Lyon,FR',
  'late@contoso.com,Late Sample,,en,1 Sample Street,69001,Lyon,FR',
].join('\n');

describe('the letter beside a token', () => {
  const jobs = new Map<string, JobView>();
  const operator = () => line.depot.clients.operator;
  const parcel = (name: string): string => jobs.get(name)?.shipment?.id ?? '';

  const ask = (path: string, body: object, client = operator()): Promise<Response> =>
    fetch(`${line.depot.url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: client.cookie },
      body: JSON.stringify(body),
    });

  /** What a person reads on it, page by page. */
  function read(pdf: Uint8Array, ...how: string[]): string {
    const file = join(line.depot.folder, 'letter.pdf');
    writeFileSync(file, pdf);
    return execFileSync('pdftotext', [...how, file, '-']).toString();
  }
  async function print(path: string, body: object, client = operator()): Promise<Uint8Array | Problem> {
    const answer = await ask(path, body, client);
    if (!answer.ok) return (await answer.json()) as Problem;
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    return new Uint8Array(await answer.arrayBuffer());
  }
  async function letters(...names: string[]): Promise<string[]> {
    const pdf = await print('parcels/letters', { parcels: names.map(parcel) });
    if (!(pdf instanceof Uint8Array)) throw new Error(pdf.code);
    // A form feed ends each page.
    return read(pdf, '-layout').split('\f').slice(0, -1);
  }

  beforeAll(async () => {
    await line.depot.clients.manager.post('batches', { name: 'Letters', route: 'own-seed', csv });
    const { hands } = line;
    for (let at = 0; at < 4; at += 1) {
      await hands.next();
      const burned = await hands.burn(await hands.place.station.bench.takeFresh());
      await hands.prove(burned);
      await hands.reached(burned.id, 'registering');
      const registered = await operator().post<JobView>(`jobs/${burned.id}/register`);
      const name = registered.upn.split('@')[0] ?? '';
      const body = { serial: burned.serial };
      jobs.set(name, name === 'late' ? registered : await operator().post<JobView>(`jobs/${burned.id}/pack`, body));
    }
  }, 120_000);

  it.skipIf(leftOut('poppler-utils'))(
    'is one page a parcel, each in its recipient’s language, with every accent',
    async () => {
      const [english, french, ...more] = await letters('luk', 'zoe');
      expect(more).toEqual([]);
      for (const part of ['Łukasz Őrsi-Ștefănescu', '4 Źródlana', '00-001 Łódź', 'POLAND', 'Your security token'])
        expect(english).toContain(part);
      for (const part of ['Zoé Œuvrard', 'FRANCE', 'Votre jeton de sécurité', 'Ce n’est pas moi'])
        expect(french).toContain(part);
      for (const page of [english, french]) expect(page).toContain(contact);
      expect(english).toContain('Look for our e-mail');
      expect(english).toContain(`Reference: ${String(jobs.get('luk')?.number)}`);
    },
  );

  it.skipIf(leftOut('poppler-utils'))('holds no code, no serial and no link that opens anything', async () => {
    const text = (await letters('luk', 'zoe')).join('\n');
    for (const name of ['luk', 'zoe']) expect(text).not.toContain(jobs.get(name)?.serial);
    expect(text).not.toMatch(/\b\d{6}\b/);
    expect(text).not.toMatch(/[A-Z2-9]{5} ?[A-Z2-9]{5}/);
    expect(text).not.toContain('http');
  });

  it.skipIf(leftOut('poppler-utils'))('has its address where the window of a DIN long or C5 envelope is', async () => {
    const pdf = await print('parcels/letters', { parcels: [parcel('luk')] });
    const boxes = read(pdf as Uint8Array, '-bbox').matchAll(
      /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]+)/g,
    );
    const mm = (points: string | undefined): number => (Number(points) * 25.4) / 72;
    // The first of each stands in the address.
    const words = new Map(
      [...boxes].reverse().map(([, x, y, right, below, word]) => [word, [x, y, right, below].map(mm)]),
    );
    for (const word of ['Łukasz', 'Źródlana', '00-001', 'POLAND']) {
      const [x = 0, y = 0, right = 0, below = 0] = words.get(word) ?? [];
      // DIN 5008 form B: 20 to 105 mm from the left, the address below the sender's line, from 62.7 to 90 mm.
      expect([x >= 20, right <= 105, y >= 62, below <= 90], word).toEqual([true, true, true, true]);
    }
  });

  it('is there for tokens that were proved, scanned into a parcel and bound to its recipient, and for no other', async () => {
    expect(jobs.get('late')?.shipment).toBeNull();
    await operator().post(`jobs/${jobs.get('zoe')?.id ?? ''}/unpack`);
    expect(await print('parcels/letters', { parcels: [parcel('zoe')] })).toMatchObject({ code: 'move-refused' });
    await operator().post(`jobs/${jobs.get('zoe')?.id ?? ''}/pack`, { serial: jobs.get('zoe')?.serial });
    const unknown = { parcels: [jobs.get('zoe')?.id ?? ''] };
    expect(await print('parcels/letters', unknown)).toMatchObject({ code: 'not-found' });
    const helpdesk = await print('parcels/letters', { parcels: [parcel('zoe')] }, line.depot.clients.helpdesk);
    expect(helpdesk).toMatchObject({ code: 'not-your-role' });
  });

  it('is refused, with whose it is, rather than printed with holes', async () => {
    const answer = await print('parcels/letters', { parcels: [parcel('luk'), parcel('wang')] });
    expect(answer).toMatchObject({ code: 'letter-unprintable', facts: { jobs: [jobs.get('wang')?.number] } });
    expect((answer as Problem).detail).toContain('王');
  });

  it.skipIf(leftOut('poppler-utils'))(
    'is another sheet for the arrival code: for the manager, never for the parcel',
    async () => {
      const { id = '', number } = jobs.get('zoe') ?? {};
      const path = `jobs/${id}/arrival-code/letter`;
      const { manager } = line.depot.clients;
      expect(await print(path, {}, manager)).toMatchObject({ code: 'move-refused' });
      await operator().post(`jobs/${id}/post`, { carrier: 'Sample Post', tracking: 'SP1' });
      await line.hands.reached(id, 'shipped');
      expect(await print(path, {})).toMatchObject({ code: 'not-your-role' });
      const codes = [];
      for (let times = 0; times < 2; times += 1) {
        const text = read((await print(path, {}, manager)) as Uint8Array, '-layout');
        expect(text).toContain('Ne mettez jamais cette feuille dans le colis');
        expect(text).toContain('Au responsable de');
        expect(text).toMatch(/nous\s+n’avons\s+pas\s+d’adresse/);
        expect(text).toContain('https://depot.example.org/#/arrival');
        expect(text).toContain(String(number));
        codes.push(/\b[A-Z2-9]{5} [A-Z2-9]{5}\b/.exec(text)?.[0].replace(' ', ''));
      }
      const serial = jobs.get('zoe')?.serial ?? '';
      const prove = async (code: string | undefined) =>
        (await ask('arrival', { code, digits: (await line.hands.readDisplay(serial)).code })).status;
      // The second sheet made the first one void.
      expect(await prove(codes[0])).toBe(403);
      expect(await prove(codes[1])).toBe(200);
      const events = await manager.get<EventView[]>(`jobs/${id}/timeline`);
      expect(events.filter(({ kind }) => kind === 'arrival.code-shown')).toHaveLength(2);
      expect(JSON.stringify(events)).not.toContain(codes[1]);
    },
  );

  it.skipIf(leftOut('poppler-utils'))('says that there is no mail address only where the record has none', async () => {
    const { id = '' } = jobs.get('luk') ?? {};
    await operator().post(`jobs/${id}/post`, { carrier: 'Sample Post', tracking: 'SP2' });
    await line.hands.reached(id, 'shipped');
    const printed = await print(`jobs/${id}/arrival-code/letter`, {}, line.depot.clients.manager);
    const text = read(printed as Uint8Array, '-layout').replace(/\s+/g, ' ');
    expect(text).toContain('A security token is on its way to Łukasz Őrsi-Ștefănescu. Please hand');
    expect(text).not.toContain('no e-mail address');
  });
});
