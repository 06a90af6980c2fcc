import { open, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { ExportLine, Head } from '../../audit/export/export-line.js';
import { writeLines } from '../../audit/export/write-lines.js';
import { CommandRefused } from '../command.js';
import type { Command } from '../command.js';
import { sourceOptions } from './choose-depot.js';
import { chooseSource } from './choose-source.js';
import type { RecordLines } from './record-source.js';

export const exportRecord: Command = {
  words: ['audit', 'export'],
  takes: 'FILE [--url ADDRESS] [--ca FILE]',
  about:
    'Writes the record to a file that can be checked anywhere. It holds personal data, and its making is recorded.',
  async run(args, { environment, print }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: sourceOptions,
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new CommandRefused('Name one file to write the record to.');
    const source = await chooseSource(environment, { url: values.url, ca: values.ca });
    try {
      await source.noteExport?.();
      const head = await source.read('audit export', (lines) => writeNewFile(file, lines));
      print(`${String(head.seq)} events of ${source.name} are in ${file}.\nHead: ${String(head.seq)}:${head.hash}`);
      return 0;
    } finally {
      await source.close();
    }
  },
};

/** Readable by its owner alone; a file that is there already is left as it is. @returns the head it ends with */
async function writeNewFile(file: string, lines: RecordLines): Promise<Head> {
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    throw new CommandRefused(`${file} cannot be made: ${error instanceof Error ? error.message : String(error)}.`);
  });
  const written: Head[] = [];
  async function* watched(): AsyncGenerator<ExportLine> {
    for await (const line of lines) {
      if (line.type === 'malformed')
        throw new CommandRefused(`The depot sent a line that is not an export’s: ${line.because}.`);
      if (line.type === 'end') written.push(line.head);
      yield line;
    }
  }
  try {
    for await (const chunk of writeLines(watched())) await handle.write(chunk);
    await handle.sync();
    const [head] = written;
    if (head === undefined) throw new CommandRefused('The depot stopped before the end of its record. Try again.');
    return head;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}
