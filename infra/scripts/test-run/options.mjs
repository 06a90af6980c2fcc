import { Refusal } from '../setup/script.mjs';
import { majors } from '../other-node/table.mjs';

const usage = `Use --node or --also with one or several of ${majors.join(', ')}, separated by commas.`;

/**
 * What `npm test` was asked for. `--node 22,24`: the run happens on these instead of the Node that started it.
 * `--also 22,24`: the short list follows on these. Everything else is Vitest's.
 */
export function readOptions(args) {
  const options = { on: [], also: [], rest: [] };
  for (let at = 0; at < args.length; at += 1) {
    const [name, given] = args[at].split('=', 2);
    if (name === '--node') options.on = list(given ?? args[++at]);
    else if (name === '--also') options.also = list(given ?? args[++at]);
    else options.rest.push(args[at]);
  }
  return options;
}

function list(text = '') {
  const names = text.split(',');
  if (!names.every((name) => majors.includes(name))) throw new Refusal(usage);
  return [...new Set(names)];
}
