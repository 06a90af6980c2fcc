import { beforeAll, describe, expect, it } from 'vitest';
import { leftOut } from '../depot/left-out.js';
import { useLine } from '../workflow/line.fixture.js';
import { useKiosk } from './kiosk.fixture.js';

const line = useLine({ stations: [1] });

describe.skipIf(leftOut('chromium'))('cameras of a kiosk', () => {
  const kiosk = useKiosk(line, ['operator'], () => ['--use-fake-device-for-media-stream=device-count=2']);
  const { byId, picture, complaints } = kiosk;

  beforeAll(async () => {
    // No light has been seen on a fake camera: one says that it has one, and what the page then asks of it is kept.
    await kiosk.page.evaluate(() => {
      const asked: unknown[] = [];
      (globalThis as { depotAsked?: unknown[] }).depotAsked = asked;
      const { prototype } = MediaStreamTrack;
      const can = Object.getOwnPropertyDescriptor(prototype, 'getCapabilities')?.value as () => MediaTrackCapabilities;
      prototype.getCapabilities = function () {
        const own = can.call(this);
        return this.label.endsWith('0') ? own : Object.assign(own, { torch: true });
      };
      prototype.applyConstraints = (constraints) => {
        asked.push(constraints?.advanced?.[0]);
        return Promise.resolve();
      };
    });
    await line.batch('qr');
    await byId('station').first().click();
    await byId('next-job').click();
    await byId('way-camera').click();
    await byId('capture-video').waitFor();
  });

  const showing = (): Promise<string | undefined> =>
    kiosk.page.evaluate(() => {
      const stream = document.querySelector('video')?.srcObject;
      return stream instanceof MediaStream ? stream.getVideoTracks()[0]?.label : undefined;
    });

  it('are offered by name, and the one that is chosen shows its picture', async () => {
    await byId('camera').waitFor();
    const names = await byId('camera').locator('option').allTextContents();
    expect(names).toHaveLength(2);
    for (const name of [...names].reverse()) {
      await byId('camera').selectOption({ label: name });
      await expect.poll(showing).toBe(name.trim());
      expect((await byId('camera').locator('option:checked').textContent())?.trim()).toBe(name.trim());
    }
    expect(complaints).toEqual([]);
  });

  it('have their light switched where they have one, and only there', async () => {
    const names = await byId('camera').locator('option').allTextContents();
    await byId('camera').selectOption({ label: names.find((name) => name.trim().endsWith('0')) ?? '' });
    await expect.poll(async () => (await showing())?.endsWith('0')).toBe(true);
    expect(await byId('torch').count()).toBe(0);
    await byId('camera').selectOption({ label: names.find((name) => name.trim().endsWith('1')) ?? '' });
    await byId('torch').waitFor();
    await picture('capture-torch');
    await byId('torch').click();
    await expect.poll(() => byId('torch').getAttribute('aria-pressed')).toBe('true');
    await byId('torch').click();
    await expect.poll(() => byId('torch').getAttribute('aria-pressed')).toBe('false');
    const asked = await kiosk.page.evaluate(() => (globalThis as { depotAsked?: unknown[] }).depotAsked);
    expect(asked).toEqual([{ torch: true }, { torch: false }]);
    expect(complaints).toEqual([]);
  });
});
