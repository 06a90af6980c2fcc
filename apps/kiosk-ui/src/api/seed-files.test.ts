import { largestSeedFile } from '@depot/contracts';
import { expect, test } from 'vitest';
import { sendSeedFile } from './seed-files';

test('a file larger than the depot takes is not sent', async () => {
  const image = new File([new Uint8Array(largestSeedFile + 1)], 'disk.iso');
  await expect(sendSeedFile(image)).rejects.toMatchObject({ problem: { code: 'file-too-large' } });
});
