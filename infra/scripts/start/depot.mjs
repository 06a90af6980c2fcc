import process from 'node:process';
import { ensureBuilt } from '../setup/built.mjs';
import { ensureInstalled } from '../setup/installed.mjs';
import { say, script } from '../setup/script.mjs';
import { startApi } from './api.mjs';
import { children } from './children.mjs';
import { startEntra } from './entra.mjs';
import { keepAgentRunning, pairAgent } from './agent.mjs';
import { readOptions } from './options.mjs';

await script(async () => {
  const options = readOptions(process.argv.slice(2));
  await ensureInstalled();
  await ensureBuilt();

  // Several, because npm passes the terminal's Ctrl-C on to us a second time.
  const asked = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(0));
  });
  const code = await Promise.race([asked, serve(options)]);
  await children.stop();
  return code;
});

/** Answers with the API's exit code, when it ends by itself. A refused start has said why. */
async function serve(asked) {
  const entra = await startEntra(asked);
  const options = { ...asked, entra };
  const api = startApi(options);
  api.onReady(({ url, localStation }) => bench(options, { url, localStation }));
  return api.exited;
}

async function bench(options, { url, localStation }) {
  if (localStation && !(await pairAgent(options, { url, code: localStation.code }))) {
    if (children.stopping) return;
    say(
      'The local station could not be paired, for the reason above. The depot runs without it; start again to retry.',
    );
    announce([['Token Depot', url]]);
    return;
  }
  let shown;
  await keepAgentRunning(options, {
    url,
    onReady({ benchUrl, trouble }) {
      // After a restart of the agent only what has changed is news.
      if (benchUrl !== shown)
        announce([
          ['Token Depot', url],
          benchUrl === null ? ['Readers', trouble ?? 'those of this computer (PC/SC)'] : ['Virtual tokens', benchUrl],
          ...(options.entra === null ? [] : [['Entra emulator', `${options.entra.url}  (not Microsoft)`]]),
        ]);
      shown = benchUrl;
    },
  });
}

function announce(addresses) {
  const lines = addresses.map(([name, address]) => `  ${name.padEnd(16)}${address}\n`);
  process.stdout.write(`\n${lines.join('')}\n`);
}
