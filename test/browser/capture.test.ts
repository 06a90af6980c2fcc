import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobPage, JobView } from '@depot/contracts';
import { repeatableBytes } from '@depot/devices';
import type { RandomBytes } from '@depot/devices';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { MicrosoftPage } from '../depot/hands.js';
import { useLine } from '../workflow/line.fixture.js';
import { useKiosk } from './kiosk.fixture.js';
import { qrModules, writeQrVideo } from './qr-frames.js';
import { randomBytes } from 'node:crypto';

const line = useLine({ stations: [1] });
const authenticatorApp =
  'https://login.microsoftonline.com/authenticatorApp/activateAccount?accountType=mfa&source=qrCode&code=1&url=x';
const sharedTitle = 'Remote desktop';
/** Paints itself anew now and then, as a desktop with a clock does: of a window that stands still Chromium need not send what was drawn last. */
const desktopPage = `<title>${sharedTitle}</title><body><canvas></canvas><script>
  let tick = 0;
  setInterval(() => (document.body.style.background = (tick += 1) % 2 ? '#223' : '#224'), 250);
</script>`;
/** Slower than any scanner. */
const byHand = { delay: 100 };
/** A code of each wrong kind that can be pasted, and what is to be clicked on either page of Microsoft's: so many pictures. */
const wrongOnes = [
  [authenticatorApp, 'authenticator-app', 2],
  ['phonefactor://activate_account?code=1&accountType=msa', 'authenticator-app-personal', 3],
  ['otpauth://hotp/Contoso:a?secret=mzxw6ytboi4dkmzq&counter=0', 'hotp', 3],
  ['otpauth-migration://offline?data=CjEKCkhlbGxv', 'migration', 3],
  ['FIDO:/123456789', 'fido', 3],
  ['https://www.example.org/poster', 'web-address', 3],
  ['otpauth://totp/Contoso:a?secret=mzxw6ytboi4dkmzq&digits=8', 'unsupported-parameters', 3],
  ['hello, world', 'unknown-text', 3],
  ['SN: 8659622000', 'serial', 1],
  ['otpauth://totp/Contoso:a?secret=&issuer=Microsoft', 'bad-secret', 1],
] as const;

/** Whatever a browser draws over the modules before they are looked at. */
interface Drawing {
  readonly scale: number;
  readonly dark?: string;
  readonly light?: string;
  readonly turn?: number;
  readonly blur?: number;
}

describe.skipIf(leftOut('chromium', 'qrencode'))('a QR code, captured in the browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'depot-capture-'));
  const video = join(folder, 'camera.y4m');
  let recipients: string[] = [];
  const pageFor = (upn: string, random: RandomBytes = randomBytes): MicrosoftPage => new MicrosoftPage(upn, random);

  beforeAll(async () => {
    const batch = await line.batch('qr', 12);
    const { jobs } = await line.depot.clients.manager.get<JobPage>(`jobs?batch=${batch}`);
    recipients = jobs.map(({ upn }) => upn);
    writeQrVideo(video, [authenticatorApp, pageFor(recipients[0] ?? '').qrText]);
  });
  const kiosk = useKiosk(line, ['operator'], () => [
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${video}`,
    `--auto-select-tab-capture-source-by-title=${sharedTitle}`,
  ]);
  const { byId, picture, complaints } = kiosk;
  beforeAll(async () => {
    // Every camera and every screen that the page is ever given.
    await kiosk.page.evaluate(() => {
      const streams: MediaStream[] = [];
      (globalThis as { depotStreams?: MediaStream[] }).depotStreams = streams;
      const { mediaDevices } = navigator;
      for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
        const open = mediaDevices[name].bind(mediaDevices);
        mediaDevices[name] = async (constraints) => {
          const stream = await open(constraints);
          streams.push(stream);
          return stream;
        };
      }
    });
  });
  /** Whether each track of each stream so far is live or ended. */
  const tracks = (): Promise<readonly string[]> =>
    kiosk.page.evaluate(() =>
      ((globalThis as { depotStreams?: MediaStream[] }).depotStreams ?? []).flatMap((stream) =>
        stream.getTracks().map(({ readyState }) => readyState),
      ),
    );
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Takes the next job; its capture waits. */
  async function nextCapture(): Promise<JobView> {
    // Not while the bench is still on its way, or busy with the job before.
    await expect.poll(() => byId('next-job').first().isEnabled()).toBe(true);
    await kiosk.page.keyboard.press('Alt+n');
    await byId('way-screen').waitFor();
    const { jobs } = await line.hands.bench();
    const job = jobs.findLast(({ state }) => state === 'capturing');
    if (job === undefined) throw new Error('No job waits for its QR code.');
    return job;
  }

  async function taken(job: JobView): Promise<void> {
    await expect.poll(async () => (await line.hands.job(job.id)).state, { timeout: 30_000 }).toBe('burning');
    await line.hands.place.client.post(`jobs/${job.id}/cancel`, { reason: 'end of the test' });
    await expect.poll(() => byId('way-screen').count()).toBe(0);
  }

  it('is seen by the camera, and the wrong one before it is named, with what to click', async () => {
    await byId('station').first().click();
    await byId('next-job').waitFor();
    const job = await nextCapture();
    expect(job.upn).toBe(recipients[0]);
    await byId('way-camera').click();
    // At one look: some seconds later the camera sees the right one.
    const wrong = await kiosk.page.waitForFunction(
      () => document.querySelector<HTMLElement>('[data-testid=wrong-qr]')?.dataset['reason'],
      undefined,
      { timeout: 45_000 },
    );
    expect(await wrong.jsonValue()).toBe('authenticator-app');
    await picture('capture-camera-wrong');
    expect(await tracks()).not.toEqual([]);
    await taken(job);
    // Nobody has ended it.
    expect(await kiosk.page.evaluate(() => document.querySelectorAll('video').length)).toBe(0);
    expect(await tracks()).not.toContain('live');
  });

  it('is seen in a shared window, once the user has clicked through to the right one', async () => {
    const job = await nextCapture();
    const desktop = await kiosk.page.context().newPage();
    await desktop.setContent(desktopPage);
    await draw(desktop, authenticatorApp, { scale: 4 });
    await kiosk.page.bringToFront();
    await byId('way-screen').click();
    await picture('capture-screen');
    await byId('choose-window').click();
    await byId('wrong-qr').waitFor({ timeout: 45_000 });
    await byId('page-legacy').check();
    await picture('capture-screen-legacy');
    await byId('language').click();
    await picture('capture-screen-legacy-french');
    await byId('language').click();
    expect(await tracks()).toContain('live');
    // The page of Microsoft's that is open, once chosen, stays chosen, whatever else comes in sight.
    await draw(desktop, 'FIDO:/123456789', { scale: 4 });
    await expect.poll(() => byId('wrong-qr').getAttribute('data-reason'), { timeout: 30_000 }).toBe('fido');
    expect(await byId('page-legacy').isChecked()).toBe(true);
    await draw(desktop, pageFor(job.upn).qrText, { scale: 3, dark: '#dde', light: '#112' });
    await taken(job);
    expect(await tracks()).not.toContain('live');
    await desktop.close();
  });

  it('is chosen by keyboard where a shared window shows two at once', async () => {
    const job = await nextCapture();
    const desktop = await kiosk.page.context().newPage();
    await desktop.setContent(desktopPage);
    await draw(desktop, ['https://www.example.org/poster', pageFor(job.upn).qrText], { scale: 4 });
    await kiosk.page.bringToFront();
    await byId('choose-window').click();
    await byId('which-qr').waitFor({ timeout: 45_000 });
    await kiosk.page.keyboard.press('Tab');
    await kiosk.page.keyboard.press('Enter');
    await taken(job);
    expect(await tracks()).not.toContain('live');
    await desktop.close();
  });

  it('is taken from a chosen file, from a file dropped anywhere, and from text pasted anywhere', async () => {
    const png = (text: string): Buffer =>
      execFileSync('qrencode', ['-o', '-', '-t', 'PNG', '-s', '6'], { input: text });
    const chosen = await nextCapture();
    await byId('way-picture').click();
    const buffer = png(pageFor(chosen.upn).qrText);
    await byId('capture-file').setInputFiles({ name: 'qr.png', mimeType: 'image/png', buffer });
    await taken(chosen);

    const dropped = await nextCapture();
    const dataTransfer = await kiosk.page.evaluateHandle(
      (bytes) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(bytes)], 'qr.png', { type: 'image/png' }));
        return transfer;
      },
      [...png(pageFor(dropped.upn).qrText)],
    );
    await kiosk.page.dispatchEvent('main', 'drop', { dataTransfer });
    await taken(dropped);

    const pasted = await nextCapture();
    await kiosk.page.evaluate((text) => navigator.clipboard.writeText(text), pageFor(pasted.upn).qrText);
    await kiosk.page.locator('h1').first().click();
    await kiosk.page.keyboard.press('Control+V');
    await taken(pasted);
  });

  it.each<[string, Drawing]>([
    ['in dark mode', { scale: 5, dark: '#eee', light: '#101418' }],
    ['turned by 25 degrees', { scale: 5, turn: 25 }],
    ['blurred', { scale: 6, blur: 2.4 }],
    ['a pixel a module', { scale: 1 }],
  ])('is read off a pasted picture: %s', async (how, drawing) => {
    const job = await nextCapture();
    await byId('way-picture').click();
    // Always the same one: how much of such a picture can be read depends on its pattern.
    await paste([pageFor(job.upn, repeatableBytes(how)).qrText], drawing);
    await taken(job);
  });

  it('asks which of two is meant, and whose it is when it names somebody else', async () => {
    const job = await nextCapture();
    await paste([pageFor('somebody.else@contoso.com').qrText, 'https://www.example.org/poster'], { scale: 4 });
    await byId('which-qr').waitFor();
    expect(await byId('this-qr').allTextContents()).toEqual([
      expect.stringContaining('somebody.else@contoso.com'),
      expect.stringContaining('web address'),
    ]);
    await picture('capture-which');
    await byId('this-qr').first().click();
    await byId('other-account').waitFor();
    await picture('capture-other-account');
    expect((await line.hands.job(job.id)).state).toBe('capturing');
    await byId('use-anyway').click();
    await taken(job);
  });

  it('is typed by hand, checked as it is typed, and gone from the page when it is taken', async () => {
    const job = await nextCapture();
    const key = pageFor(job.upn).secretBase32.toLowerCase();
    await byId('way-typed').click();
    await byId('capture-text').click();
    await kiosk.page.keyboard.type(`${key.slice(0, 4)} ${key.slice(4, 8)} 1`, byHand);
    await expect.poll(() => byId('typed-key').getAttribute('data-kind')).toBe('foreign');
    await picture('capture-typed');
    await kiosk.page.keyboard.press('Backspace');
    await kiosk.page.keyboard.type(key.slice(8), byHand);
    await expect.poll(() => byId('typed-key').getAttribute('data-kind')).toBe('whole');
    await kiosk.page.keyboard.press('Enter');
    await expect.poll(() => byId('capture-text').count()).toBe(0);
    expect((await kiosk.page.content()).toLowerCase()).not.toContain(key);
    expect(complaints).toEqual([]);
  });

  it('a picture without one, and a file that is no picture, are told apart', async () => {
    const { jobs } = await line.hands.bench();
    for (const { id } of jobs) await line.hands.place.client.post(`jobs/${id}/cancel`, { reason: 'end of the test' });
    await line.batch('qr');
    await nextCapture();
    await byId('way-picture').click();
    const [blank] = [execFileSync('qrencode', ['-o', '-', '-t', 'PNG', '-s', '1', 'x']).subarray(0, 40)];
    await byId('capture-file').setInputFiles({ name: 'cut.png', mimeType: 'image/png', buffer: blank });
    await byId('capture-trouble').waitFor();
    expect(await byId('capture-trouble').getAttribute('data-trouble')).toBe('no-picture');
    await paste([], { scale: 4 });
    await expect.poll(() => byId('capture-trouble').getAttribute('data-trouble')).toBe('no-code');
    await picture('capture-no-code');
  });

  it.each(wrongOnes)('%j gets the card of %s', async (text, reason, steps) => {
    await kiosk.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await kiosk.page.keyboard.press('Control+V');
    await expect.poll(() => byId('wrong-qr').getAttribute('data-reason')).toBe(reason);
    const drawn = async (): Promise<string[]> => {
      const pictures = kiosk.page.locator('[data-testid=wrong-qr] li svg');
      return Promise.all((await pictures.all()).map((each) => each.innerHTML()));
    };
    const words = (): Promise<string> => byId('wrong-qr').innerText();
    await byId('page-modern').check();
    const [modern, inEnglish] = [await drawn(), await words()];
    expect(modern).toHaveLength(steps);
    await picture(`wrong-qr-${reason}`);
    await byId('page-legacy').check();
    const legacy = await drawn();
    expect(legacy).toHaveLength(steps);
    expect(legacy[0] === modern[0]).toBe(steps === 1);
    await byId('language').click();
    await expect.poll(words).not.toBe(inEnglish);
    await kiosk.page.emulateMedia({ colorScheme: 'dark' });
    await picture(`wrong-qr-${reason}-legacy-french-dark`);
    await kiosk.page.emulateMedia({ colorScheme: 'light' });
    await byId('language').click();
    await byId('scan-again').click();
    await byId('wrong-qr').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  /** Draws QR codes side by side onto the page's canvas. */
  async function draw(page: Page, texts: string | readonly string[], drawing: Drawing): Promise<void> {
    const codes = [texts].flat().map((text) => qrModules(text));
    await page.evaluate(drawCodes, { codes, drawing });
  }

  /** Puts a picture on the clipboard and pastes it, as the operator does. */
  async function paste(texts: readonly string[], drawing: Drawing): Promise<void> {
    const page = await kiosk.page.context().newPage();
    await page.setContent('<canvas></canvas>');
    await draw(page, texts, drawing);
    const bytes = await page.evaluate(async () => {
      const canvas = document.querySelector('canvas');
      const blob = await new Promise<Blob | null>((resolve) => canvas?.toBlob(resolve, 'image/png'));
      return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
    });
    await page.close();
    await kiosk.page.bringToFront();
    await kiosk.page.evaluate(async (png) => {
      const blob = new Blob([Uint8Array.from(png)], { type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    }, bytes);
    await kiosk.page.keyboard.press('Control+V');
  }
});

/** Runs in the page: lays the codes side by side, each with its border, on one picture. */
function drawCodes({ codes, drawing }: { codes: boolean[][][]; drawing: Drawing }): void {
  const canvas = document.querySelector('canvas');
  const context = canvas?.getContext('2d');
  if (canvas === null || context === null || context === undefined) return;
  const { scale, dark = '#000', light = '#fff', turn = 0, blur = 0 } = drawing;
  const side = Math.max(40, ...codes.map((code) => code.length)) * scale;
  const edge = turn === 0 ? 0 : side / 3;
  canvas.width = side * Math.max(1, codes.length) + 2 * edge;
  canvas.height = side + 2 * edge;
  context.fillStyle = light;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turn * Math.PI) / 180);
  context.translate(-canvas.width / 2 + edge, -canvas.height / 2 + edge);
  if (blur > 0) context.filter = `blur(${String(blur)}px)`;
  const flat = new OffscreenCanvas(side * Math.max(1, codes.length), side);
  const sharp = flat.getContext('2d');
  if (sharp === null) return;
  sharp.fillStyle = light;
  sharp.fillRect(0, 0, flat.width, flat.height);
  sharp.fillStyle = dark;
  for (const [at, code] of codes.entries())
    for (const [row, cells] of code.entries())
      for (const [column, isDark] of cells.entries())
        if (isDark) sharp.fillRect(at * side + column * scale, row * scale, scale, scale);
  context.drawImage(flat, 0, 0);
}
