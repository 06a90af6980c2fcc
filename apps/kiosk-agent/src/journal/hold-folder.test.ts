import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { realpath, rm } from 'node:fs/promises';
import process from 'node:process';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../run.js';
import { openLog } from '../log.js';
import { temporaryFolder } from '../station.fixture.js';
import { holdFolder, holdName } from './hold-folder.js';

/** As Linux has it, and as every system does that knows no names but those of files. */
const ways = test.each(['linux', 'darwin'] as const);

ways('a folder that an agent holds is refused to another one, until it is let go of (%s)', async (platform) => {
  const folder = await temporaryFolder();
  const held = await holdFolder(folder, { platform });
  await expect(holdFolder(folder, { platform })).rejects.toThrow(/^Another agent is at work in .+ Stop that one first/);
  await held.release();
  await (await holdFolder(folder, { platform })).release();
});

ways('what held a folder and was killed is not in the way of the next one (%s)', async (platform) => {
  const folder = await temporaryFolder();
  const name = holdName(await realpath(folder), platform);
  onTestFinished(() => (platform === 'darwin' ? rm(name, { force: true }) : undefined));
  const hold = `require('node:net').createServer().listen(${JSON.stringify(name)}, () => console.log('held'))`;
  const killed = spawn(process.execPath, ['-e', hold], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(killed.stdout, 'data');
  await expect(holdFolder(folder, { platform })).rejects.toThrow(/^Another agent/);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  await (await holdFolder(folder, { platform })).release();
});

test('the program does nothing in a folder that another agent holds', async () => {
  const folder = await temporaryFolder();
  const held = await holdFolder(folder);
  onTestFinished(() => held.release());
  const asked = { url: undefined, virtual: undefined, latencyMs: undefined, benchPort: undefined };
  const running = run({ ...asked, folder, openLog: (process) => openLog('silent', { process }) });
  await expect(running).rejects.toThrow(/^Another agent/);
});
